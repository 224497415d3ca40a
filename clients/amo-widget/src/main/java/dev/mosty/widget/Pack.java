package dev.mosty.widget;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;

/** The build's step: {@code Pack <sources> <archive>…} writes the same archive to every place named. */
public final class Pack {
    private Pack() {}

    /** @throws IOException if a source cannot be read or an archive cannot be written: the build fails */
    public static void main(String[] arguments) throws IOException {
        System.setProperty("java.awt.headless", "true");
        byte[] archive = new Archive(Path.of(arguments[0]), Clock.systemUTC()).zip();
        for (String place : Arrays.asList(arguments).subList(1, arguments.length)) {
            Path file = Path.of(place);
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, archive);
        }
    }
}
