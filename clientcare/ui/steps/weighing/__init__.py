"""The Weigh step: the answer so far, the small screens of a closer look, the ways out, and the board with its sliders."""
