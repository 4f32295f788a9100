"""The Weigh step: the board, its sliders, the ways to meet the client, the answer in words."""
