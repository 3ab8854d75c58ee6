package io.plumbline.bench.console;

import io.plumbline.standalone.layout.CannotContinue;
import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A signed-in user of the console, by HTTP and cookies alone. Not thread-safe.
final class ConsoleSession implements AutoCloseable {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");
    private static final Pattern FILES =
            Pattern.compile("(?:<link rel=\"stylesheet\" href|<script[^>]* src)=\"([^\"]+)\"");
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int OK = 200;

    private final URI console;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    private ConsoleSession(URI console) {
        this.console = console;
    }

    /// Signs in at the issuer to which the console redirects.
    static ConsoleSession signIn(String consoleUrl, String user, String password) {
        ConsoleSession session = new ConsoleSession(URI.create(consoleUrl));
        HttpResponse<byte[]> form = session.send(HttpRequest.newBuilder(session.console.resolve("/")));
        Matcher token = CSRF.matcher(text(form));
        if (!token.find()) {
            throw new CannotContinue("The console does not lead to a sign-in: %s".formatted(form.uri()));
        }
        String body =
                "username=%s&password=%s&_csrf=%s".formatted(encoded(user), encoded(password), encoded(token.group(1)));
        HttpResponse<byte[]> home = session.send(HttpRequest.newBuilder(form.uri())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        if (home.statusCode() != OK || !home.uri().toString().startsWith(consoleUrl)) {
            throw new CannotContinue("The sign-in ended at %s with %d.".formatted(home.uri(), home.statusCode()));
        }
        return session;
    }

    /// A page as received.
    ///
    /// @param nanos until its last byte
    record Visit(String html, int bytes, long nanos) {

        /// Returns the first link that the pattern matches completely.
        Optional<String> link(Pattern wanted) {
            Matcher links = Pattern.compile("href=\"([^\"]+)\"").matcher(html);
            while (links.find()) {
                String link = links.group(1).replace("&amp;", "&");
                if (wanted.matcher(link).matches()) {
                    return Optional.of(link);
                }
            }
            return Optional.empty();
        }

        /// Returns the addresses of its style sheets and scripts.
        Set<String> files() {
            Set<String> files = new LinkedHashSet<>();
            Matcher matcher = FILES.matcher(html);
            while (matcher.find()) {
                files.add(matcher.group(1));
            }
            return files;
        }
    }

    /// @throws CannotContinue unless the page exists
    Visit visit(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(console.resolve(path)).header("Accept", "text/html");
        long began = System.nanoTime();
        HttpResponse<byte[]> page = send(request);
        long nanos = System.nanoTime() - began;
        if (page.statusCode() != OK
                || !page.uri().getPath().equals(console.resolve(path).getPath())) {
            throw new CannotContinue("The console answers %s with %d at %s."
                    .formatted(path, page.statusCode(), page.uri().getPath()));
        }
        return new Visit(text(page), page.body().length, nanos);
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(LIMIT).build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new CannotContinue("The console does not answer: %s.".formatted(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotContinue("Interrupted.", e);
        }
    }

    private static String text(HttpResponse<byte[]> page) {
        return new String(page.body(), StandardCharsets.UTF_8);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.close();
    }
}
