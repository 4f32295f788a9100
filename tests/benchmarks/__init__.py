"""How fast ClientCare is, beside the bare library doing the same work in the same run: `python3 tasks.py bench`."""
