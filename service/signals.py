"""What `tour serve` tells the process that answers."""

import signal

# Sent before it waits for all answers and stops: a stream has no end of its own.
END_STREAMS = signal.SIGUSR1
