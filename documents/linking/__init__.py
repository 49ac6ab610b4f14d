"""Stored texts get their citations and relations, as proposals, and keep what people decided.

Builds on `documents.resolving`; nothing here decides.
"""
