package io.plumbline.standalone.demo.cast;

import io.plumbline.standalone.layout.Home;
import io.plumbline.standalone.layout.OwnerOnlyFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Passwords and API keys of the story's people, kept for the next run: governance shows a key only once. Not
/// thread-safe.
public final class Accounts {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Path file;
    private final Content content;

    private Accounts(Path file, Content content) {
        this.file = file;
        this.content = content;
    }

    public static Accounts in(Home home) {
        Path file = home.secrets().resolve("demo-accounts.json");
        return new Accounts(file, read(file).orElseGet(() -> new Content(new TreeMap<>(), new TreeMap<>())));
    }

    public Optional<String> password(String user) {
        return Optional.ofNullable(content.passwords().get(user));
    }

    public Optional<String> key(String name) {
        return Optional.ofNullable(content.keys().get(name));
    }

    public void keepPassword(String user, String password) {
        content.passwords().put(user, password);
        write();
    }

    public void keepKey(String name, String key) {
        content.keys().put(name, key);
        write();
    }

    public Path file() {
        return file;
    }

    private void write() {
        try {
            OwnerOnlyFile.write(file, JSON.writeValueAsString(content) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Content> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(Files.readString(file), Content.class));
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }

    private record Content(TreeMap<String, String> passwords, TreeMap<String, String> keys) {}
}
