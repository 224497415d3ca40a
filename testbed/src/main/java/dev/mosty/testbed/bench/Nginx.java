package dev.mosty.testbed.bench;

import dev.mosty.testbed.launcher.Complaint;
import dev.mosty.testbed.launcher.Node;
import dev.mosty.testbed.launcher.Stand;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * An nginx of the bench's own: its own directory and configuration, no privileges. The one that the machine may run is
 * not touched.
 *
 * @param url where it listens
 */
record Nginx(Node node, String url) {
    private static final String USER = "nobody";

    /** @throws Complaint when nginx is not installed */
    static Nginx start(Stand stand, String name, int port, int target) throws IOException, InterruptedException {
        int shifted = port + stand.suite().portOffset();
        // Not in the data directory: that is the person's alone, and nginx is to be somebody else.
        Path home = Files.createTempDirectory("mosty-nginx-" + name);
        Path tmp = Files.createDirectory(home.resolve("tmp"));
        Path conf = Files.writeString(
                home.resolve("nginx.conf"),
                Bodies.resource(name + ".conf")
                        .replace("@PORT@", Integer.toString(shifted))
                        .replace(
                                "@TARGET@",
                                Integer.toString(target + stand.suite().portOffset())));
        List<String> command = new ArrayList<>();
        if (Files.getOwner(home).getName().equals("root")) {
            for (Path path : List.of(home, tmp, conf)) {
                Files.setOwner(
                        path,
                        FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(USER));
            }
            command.addAll(
                    List.of("setpriv", "--reuid", USER, "--regid", "nogroup", "--clear-groups", "--pdeathsig", "TERM"));
        }
        command.addAll(List.of(
                program().toString(),
                "-p",
                home.toString(),
                "-c",
                conf.toString(),
                "-e",
                home.resolve("error.log").toString()));
        Node node = stand.start("nginx-" + name, command, "http://127.0.0.1:" + shifted);
        node.awaitReady(GateBench.READY);
        return new Nginx(node, node.url());
    }

    private static Path program() {
        return Stream.of("/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx", "/usr/local/bin/nginx")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new Complaint(1, "nginx is not installed"));
    }
}
