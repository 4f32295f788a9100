"""Text in any script, drawn with the bundled fonts, or with fonts of this computer where those lack a letter."""
