package io.plumbline.standalone.audit;

import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.SequencedEvent;
import io.plumbline.audit.merkle.CompactRange;
import io.plumbline.audit.merkle.Hash;
import io.plumbline.audit.note.Checkpoint;
import io.plumbline.audit.note.NoteVerifier;
import io.plumbline.audit.note.SignedNote;
import io.plumbline.standalone.layout.CannotContinue;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A log in tiles (c2sp.org/tlog-tiles): an exported folder, or a server. Reads every entry, recomputes the tree,
/// and compares it with the signed checkpoint. The entries that it returns are therefore those of the signed log,
/// wherever it is stored.
final class TiledLog {

    /// Entries of a full bundle.
    static final int WIDTH = 256;

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Source source;

    private TiledLog(Source source) {
        this.source = source;
    }

    /// Reads a resource of the log by its path.
    @FunctionalInterface
    private interface Source {
        byte[] read(String path) throws IOException, InterruptedException;
    }

    /// @param place a folder, or the address of a server
    /// @param credential for the entries of a server; null for none
    static TiledLog at(String place, @Nullable String credential) {
        if (place.startsWith("http://") || place.startsWith("https://")) {
            String base = place.endsWith("/") ? place.substring(0, place.length() - 1) : place;
            return new TiledLog(path -> fetch(URI.create(base + "/" + path), credential));
        }
        Path folder = Path.of(place);
        if (!Files.isDirectory(folder)) {
            throw new CannotContinue("There is no folder " + folder + ".");
        }
        return new TiledLog(path -> Files.readAllBytes(folder.resolve(path)));
    }

    private static byte[] fetch(URI address, @Nullable String credential) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(LIMIT);
        if (credential != null) {
            request.header("Authorization", "Bearer " + credential);
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new IOException(address + " answered " + answer.statusCode());
            }
            return answer.body();
        }
    }

    /// The result of reading.
    ///
    /// @param intact whether the entries give the signed root
    /// @param rootThen root of the requested number of first events; null if there are fewer
    /// @param newest the time of the last event; null if there is none
    record Read(
            Checkpoint checkpoint,
            Hash root,
            boolean intact,
            @Nullable Hash rootThen,
            @Nullable Instant newest) {}

    /// Reads the whole log.
    ///
    /// @param key that signs it
    /// @param events receives each event in order
    /// @param then the number of events whose root is requested too
    /// @throws CannotContinue when it cannot be read, or its checkpoint is not signed by the key
    Read read(NoteVerifier key, Consumer<SequencedEvent> events, long then) {
        try {
            SignedNote note = SignedNote.parse(text("checkpoint"));
            if (!key.verifies(note)) {
                throw new CannotContinue("The checkpoint is not signed by " + key.name() + ".");
            }
            Checkpoint checkpoint = Checkpoint.parse(note.text());
            if (!checkpoint.origin().equals(key.name())) {
                throw new CannotContinue("The checkpoint belongs to another log: " + checkpoint.origin() + ".");
            }
            Reading reading = new Reading(then, events);
            for (long first = 0; first < checkpoint.size(); first += WIDTH) {
                int width = (int) Math.min(WIDTH, checkpoint.size() - first);
                reading.take(source.read("tile/entries/" + address(first / WIDTH, width)), first, width);
            }
            Hash root = reading.tree.root();
            return new Read(checkpoint, root, root.equals(checkpoint.root()), reading.rootThen, reading.newest);
        } catch (IOException | IllegalArgumentException | BufferUnderflowException e) {
            throw new CannotContinue("The log cannot be read: " + e.getMessage() + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotContinue("The log was not read completely.", e);
        }
    }

    private String text(String path) throws IOException, InterruptedException {
        return new String(source.read(path), StandardCharsets.UTF_8);
    }

    /// The state of the log while it is read.
    private static final class Reading {

        private final CompactRange tree = CompactRange.empty();
        private final long then;
        private final Consumer<SequencedEvent> events;
        private @Nullable Hash rootThen;
        private @Nullable Instant newest;

        Reading(long then, Consumer<SequencedEvent> events) {
            this.then = then;
            this.events = events;
            this.rootThen = then == 0 ? tree.root() : null;
        }

        void take(byte[] bundle, long first, int width) {
            ByteBuffer entries = ByteBuffer.wrap(bundle);
            for (int i = 0; i < width; i++) {
                byte[] entry = new byte[Short.toUnsignedInt(entries.getShort())];
                entries.get(entry);
                tree.append(Hash.leaf(entry));
                rootThen = tree.size() == then ? tree.root() : rootThen;
                AuditEvent event = AuditEvent.parse(entry);
                newest = newest == null || event.time().isAfter(newest) ? event.time() : newest;
                events.accept(new SequencedEvent(first + i, event));
            }
        }
    }

    /// The path of a tile: `x001/x234/067`, followed by `.p/12` for a partial one.
    static String address(long index, int width) {
        StringBuilder path = new StringBuilder(String.format(Locale.ROOT, "%03d", index % 1_000));
        for (long rest = index / 1_000; rest > 0; rest /= 1_000) {
            path.insert(0, String.format(Locale.ROOT, "x%03d/", rest % 1_000));
        }
        return width == WIDTH ? path.toString() : path + ".p/" + width;
    }

    /// A bundle of entries, each preceded by its length in two bytes.
    static byte[] bundle(List<byte[]> entries) {
        int length =
                entries.stream().mapToInt(entry -> Short.BYTES + entry.length).sum();
        ByteBuffer bundle = ByteBuffer.allocate(length);
        entries.forEach(entry -> bundle.putShort((short) entry.length).put(entry));
        return Arrays.copyOf(bundle.array(), length);
    }
}
