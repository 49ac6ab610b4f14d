"""What was read in a citation becomes the documents it can mean, each with the reason.

Reads the database, writes nothing, and never guesses.
"""
