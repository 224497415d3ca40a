package dev.mosty.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/** Whether the disk has room for the next days: a database that cannot write takes nothing in. */
record Disk(Path data, Sentences say) {
    private static final long WANTED_MB = 1024;

    Finding finding() throws IOException {
        // Before the first start the directory is not there: its disk is that of the nearest one above.
        Path present = Stream.iterate(data.toAbsolutePath(), Objects::nonNull, Path::getParent)
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
        long free = Files.getFileStore(present).getUsableSpace() >> 20;
        return free >= WANTED_MB
                ? say.well("disk", Long.toString(free), data.toString())
                : say.wrong("disk-little", Long.toString(free), data.toString(), Long.toString(WANTED_MB));
    }
}
