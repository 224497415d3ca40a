package dev.mosty.testbed.bitrix.peer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.testbed.simulation.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;

/**
 * The portal's own JavaScript SDK, {@code @bitrix24/b24jssdk}, with its limiters and its batches: finds fifty contacts a
 * command, then adds and updates fifty a batch. Wants {@code node} and, the first time, {@code npm}.
 *
 * @param portal its address; the SDK insists on HTTPS, so the driver takes that back at the last moment
 * @param webhook {@code rest/1/secret/}
 * @param timeScale portal seconds in one of ours, by which its limiters are quickened
 * @param home where it is installed
 */
public record SdkExchange(String portal, String webhook, double timeScale, Path home) implements Peer {
    private static final List<String> FILES = List.of("package.json", "upsert.mjs");

    /** @throws IOException with the last lines of what npm or node said, if it did not work */
    @Override
    public Counts bring(List<BenchContact> contacts) throws IOException, InterruptedException {
        install();
        ObjectNode wish =
                Json.object().put("portal", portal).put("webhook", webhook).put("timeScale", timeScale);
        wish.set("contacts", Json.tree(contacts));
        String said = run(List.of("node", "upsert.mjs"), wish.toString());
        return Json.MAPPER.readValue(said, Counts.class);
    }

    private void install() throws IOException, InterruptedException {
        Files.createDirectories(home);
        for (String file : FILES) {
            try (InputStream stream = SdkExchange.class.getResourceAsStream(file)) {
                Files.copy(
                        Objects.requireNonNull(stream, file), home.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (!Files.exists(home.resolve("node_modules/@bitrix24/b24jssdk/package.json"))) {
            run(List.of("npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--silent"), "");
        }
    }

    private String run(List<String> command, String input) throws IOException, InterruptedException {
        Path complaints = home.resolve("errors.log");
        Process process = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectError(complaints.toFile())
                .start();
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            String why = Files.readString(complaints);
            throw new IOException(command.getFirst() + ": " + why.substring(Math.max(0, why.length() - 1_000)));
        }
        return said;
    }

    /** Not the webhook. */
    @Override
    public String toString() {
        return "SdkExchange[]";
    }
}
