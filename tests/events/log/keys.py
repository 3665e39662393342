"""Keys of the tests: that of a log, another one, and the one that Go's package `note` has in its examples."""

from events.log.signed_note import SigningKey, read_signing_key

LOG = SigningKey("tourdetable.example.org/log", bytes(range(32)))
OTHER = SigningKey("tourdetable.example.org/log", bytes(32))

# pkg.go.dev/golang.org/x/mod/sumdb/note, examples.
GO_PRIVATE = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
GO_PUBLIC = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_TEXT = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)  # fmt: skip
GO_NOTE = GO_TEXT + (
    "\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
GO_KEY = read_signing_key(GO_PRIVATE)
