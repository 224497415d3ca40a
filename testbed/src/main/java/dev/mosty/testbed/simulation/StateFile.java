package dev.mosty.testbed.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a snapshot in a file: written shortly after a change, at most a tenth of the time however
 * large it is, and once more at the end. The file is replaced whole, so a crash leaves the one
 * before. A failed write is logged and tried again with the next change.
 *
 * @param <T> what is kept: records that Jackson writes and reads
 */
public final class StateFile<T> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StateFile.class);
    private static final long SHORTLY_MILLIS = 300;

    private final Path file;
    private final Class<T> type;
    private final Supplier<T> source;
    private final AtomicBoolean due = new AtomicBoolean();
    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("state-file").factory());
    private volatile long pauseMillis = SHORTLY_MILLIS;

    public StateFile(Path file, Class<T> type, Supplier<T> source) {
        this.file = file;
        this.type = type;
        this.source = source;
    }

    /**
     * The snapshot in the file; empty if there is no file.
     *
     * @throws IllegalArgumentException with a sentence, if the file is not a snapshot
     */
    public Optional<T> read() {
        try {
            return Optional.of(Json.MAPPER.readValue(Files.readAllBytes(file), type));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new IllegalArgumentException("The simulator's state in " + file + " cannot be read; delete it", e);
        }
    }

    /** Something changed. */
    public void touch() {
        if (!writer.isShutdown() && due.compareAndSet(false, true)) {
            var _ = writer.schedule(this::writeAndMeasure, pauseMillis, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void close() {
        writer.shutdownNow();
        try {
            if (!writer.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("A write of {} is still under way", file);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        write();
    }

    private void writeAndMeasure() {
        due.set(false);
        long start = System.nanoTime();
        try {
            write();
        } catch (UncheckedIOException e) {
            LOG.error("The simulator's state cannot be written", e);
        }
        pauseMillis = Math.max(SHORTLY_MILLIS, 10 * TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
    }

    private void write() {
        try {
            Path whole = file.toAbsolutePath();
            Files.createDirectories(whole.getParent());
            Path fresh = whole.resolveSibling(whole.getFileName() + ".new");
            Json.MAPPER.writeValue(fresh.toFile(), source.get());
            Files.move(fresh, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
