"""The bin of documents: what keeps one out of it, how it comes back, when it goes for good.

And what is taken from a document that others cite, which cannot go there.
"""
