package io.plumbline.standalone.audit;

import io.plumbline.audit.note.NoteVerifier;
import io.plumbline.standalone.layout.CannotContinue;
import io.plumbline.standalone.layout.Home;
import io.plumbline.standalone.layout.OwnerOnlyFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// The key that signs the log's checkpoints, as of the stack's first start. It is kept outside the database and
/// never replaced by a later statement of a service: otherwise an attacker who takes the service over could sign
/// a log of their own and have it pass.
public final class VerifierKey {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Path file;

    public VerifierKey(Home home) {
        this.file = home.audit().resolve("verifier-key");
    }

    /// Requests the key from governance and keeps it, unless one is already kept.
    ///
    /// @throws CannotContinue if governance does not return it
    /// @param governanceUrl the address of governance-service
    public void keepFirst(String governanceUrl) {
        if (Files.exists(file)) {
            return;
        }
        try {
            OwnerOnlyFile.write(file, ask(governanceUrl).vkey() + "\n");
        } catch (IOException | IllegalArgumentException e) {
            throw new CannotContinue(
                    "Cannot store the audit log's verifier key in %s: %s.".formatted(file, e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Empty if the stack has never started.
    Optional<NoteVerifier> kept() {
        try {
            return Files.exists(file) ? Optional.of(NoteVerifier.parse(Files.readString(file))) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static NoteVerifier ask(String governanceUrl) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(governanceUrl + "/api/v1/audit/verifier-key"))
                .timeout(LIMIT)
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException("governance-service answered " + answer.statusCode());
            }
            return NoteVerifier.parse(answer.body());
        }
    }
}
