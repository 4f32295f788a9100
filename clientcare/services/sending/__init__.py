"""Letters on their way by e-mail: the outbox in the file, and its hand to the mail server."""
