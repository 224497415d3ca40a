package dev.mosty.testbed.launcher;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One suite a data directory: the kernel holds the lock and lets go when the launcher ends, however it ends.
 *
 * <p>The holder must not open the file again: closing any descriptor of it would release the lock (POSIX).
 */
final class SuiteLock implements AutoCloseable {

    private final FileChannel channel;
    private final FileLock lock;

    private SuiteLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /** Empty when another process holds it. */
    static Optional<SuiteLock> take(Suite suite) throws IOException {
        FileChannel channel = FileChannel.open(file(suite.data()), CREATE, WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            return Optional.empty();
        }
        Identity self = Identity.of(ProcessHandle.current().pid()).orElseThrow();
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(Running.write(suite, self).getBytes(StandardCharsets.UTF_8)));
        return Optional.of(new SuiteLock(channel, lock));
    }

    static Path file(Path data) {
        return data.resolve("suite.lock");
    }

    @Override
    public void close() throws IOException {
        channel.truncate(0);
        lock.release();
        channel.close();
    }
}
