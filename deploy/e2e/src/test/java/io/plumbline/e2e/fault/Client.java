package io.plumbline.e2e.fault;

import io.plumbline.e2e.fault.Seen.How;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// A client of `/v1/chat/completions` that notes what it saw, and judges whether that was clean: an answer in full, an
/// error in OpenAI's shape, an error event at the end of a broken stream, or a connection that breaks off. Not
/// thread-safe.
final class Client {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /// What shows the inside of a service.
    private static final Pattern INSIDE = Pattern.compile(
            "<html|\\tat |Exception|org\\.springframework|java\\.|SELECT |INSERT ", Pattern.CASE_INSENSITIVE);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI completions;
    private final String key;

    Client(URI gateway, String key) {
        this.completions = gateway.resolve("/v1/chat/completions");
        this.key = key;
    }

    Seen ask(Question question, boolean streamed) {
        long began = System.nanoTime();
        HttpRequest request = HttpRequest.newBuilder(completions)
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofString(question.body(streamed)))
                .build();
        try {
            HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                Read read = read(question, response, body, streamed);
                return seen(began, streamed, read, response);
            }
        } catch (HttpTimeoutException e) {
            return noAnswer(began, streamed, "no word for " + PATIENCE.toSeconds() + " s");
        } catch (IOException e) {
            return noAnswer(began, streamed, null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return noAnswer(began, streamed, null);
        }
    }

    /// The text of an answer that must come in full.
    String answerTo(Question question) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(completions)
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(question.body(false)))
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(response.statusCode() + ": " + response.body());
        }
        return Question.JSON
                .readTree(response.body())
                .path("choices")
                .path(0)
                .path("message")
                .path("content")
                .asString("");
    }

    private record Read(How how, @Nullable String uncleanly) {

        static Read whole(String wrong) {
            return new Read(How.WHOLE, wrong.isEmpty() ? null : wrong);
        }
    }

    private static Read read(Question question, HttpResponse<?> response, InputStream body, boolean streamed) {
        if (response.statusCode() != 200) {
            return refusal(response, body);
        }
        return streamed ? stream(question, body) : plain(question, body);
    }

    private static Read plain(Question question, InputStream body) {
        String text;
        try {
            text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return new Read(How.IN_PART, null);
        }
        try {
            return Read.whole(question.wrongWith(Question.JSON.readTree(text)));
        } catch (JacksonException e) {
            return new Read(How.IN_PART, "200 whose body is no JSON: " + text);
        }
    }

    private static Read refusal(HttpResponse<?> response, InputStream body) {
        String text;
        try {
            text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return new Read(How.NO_ANSWER, null);
        }
        String type = response.headers().firstValue("content-type").orElse("");
        return new Read(
                How.REFUSED,
                type.startsWith("application/json") && isError(text)
                        ? null
                        : "%d as %s: %s".formatted(response.statusCode(), type, text));
    }

    private static boolean isError(String text) {
        try {
            JsonNode error = Question.JSON.readTree(text).path("error");
            return !error.path("message").asString("").isEmpty()
                    && !error.path("type").asString("").isEmpty()
                    && !INSIDE.matcher(text).find();
        } catch (JacksonException e) {
            return false;
        }
    }

    private static Read stream(Question question, InputStream body) {
        StringBuilder content = new StringBuilder();
        String finishReason = "";
        boolean done = false;
        boolean failed = false;
        try {
            BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty() || line.startsWith(":")) {
                    continue;
                }
                if (!line.startsWith("data: ")) {
                    return new Read(How.IN_PART, "no event: " + line);
                }
                String data = line.substring("data: ".length());
                if (data.equals("[DONE]")) {
                    done = true;
                    continue;
                }
                if (done || failed) {
                    return new Read(How.IN_PART, "goes on after its end: " + line);
                }
                JsonNode chunk = Question.JSON.readTree(data);
                if (chunk.has("error")) {
                    failed = true;
                    if (!isError(data)) {
                        return new Read(How.IN_PART, "error event: " + data);
                    }
                } else {
                    JsonNode choice = chunk.path("choices").path(0);
                    content.append(choice.path("delta").path("content").asString(""));
                    finishReason = choice.path("finish_reason").asString(finishReason);
                }
            }
        } catch (IOException e) {
            return done
                    ? Read.whole(question.wrongWith(content.toString(), finishReason))
                    : new Read(How.IN_PART, null);
        } catch (JacksonException e) {
            return new Read(How.IN_PART, "an event that is no JSON");
        }
        if (failed) {
            return new Read(How.IN_PART, done ? "[DONE] after an error" : null);
        }
        return done
                ? Read.whole(question.wrongWith(content.toString(), finishReason))
                : new Read(How.IN_PART, "ended in order, without [DONE] or an error");
    }

    private static Seen seen(long began, boolean streamed, Read read, HttpResponse<?> response) {
        String callId = response.headers().firstValue("x-plumbline-call-id").orElse("");
        String uncleanly = read.uncleanly() == null && read.how() == How.WHOLE && callId.isEmpty()
                ? "an answer without its id"
                : read.uncleanly();
        return new Seen(began, since(began), streamed, read.how(), response.statusCode(), callId, uncleanly);
    }

    private static Seen noAnswer(long began, boolean streamed, @Nullable String uncleanly) {
        return new Seen(began, since(began), streamed, How.NO_ANSWER, 0, "", uncleanly);
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
