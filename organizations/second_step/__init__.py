"""A code of the moment beside the password, for those who may change what everybody reads."""
