"""Pages that show many documents at once: a chain, who has carried out, a number series."""
