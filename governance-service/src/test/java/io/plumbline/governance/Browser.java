package io.plumbline.governance;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A browser without a screen: it keeps cookies, follows redirects within the service and sends forms with the
/// tokens that are hidden in them.
public final class Browser {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final URI base;
    private final @Nullable String forwardedFor;
    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    public Browser(String base) {
        this(base, null);
    }

    /// One behind a proxy.
    ///
    /// @param forwardedFor what the proxy says of its address
    public Browser(String base, @Nullable String forwardedFor) {
        this.base = URI.create(base);
        this.forwardedFor = forwardedFor;
    }

    /// Where it has arrived.
    ///
    /// @param uri the address of the page, or one elsewhere to which it was sent and did not go
    public record Page(URI uri, int status, String body, HttpResponse<String> response) {

        public boolean elsewhere(URI home) {
            return !home.getAuthority().equals(uri.getAuthority());
        }
    }

    public Page get(String address) {
        return follow(HttpRequest.newBuilder(base.resolve(address)).GET().build());
    }

    /// Sends the form with the CSRF token of a page.
    public Page submit(Page page, String address, Map<String, String> fields) {
        Matcher token = CSRF.matcher(page.body());
        List<String> form = new ArrayList<>();
        if (token.find()) {
            form.add("_csrf=" + encoded(token.group(1)));
        }
        fields.forEach((name, value) -> form.add(name + "=" + encoded(value)));
        return follow(HttpRequest.newBuilder(base.resolve(address))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(String.join("&", form)))
                .build());
    }

    public Page signIn(String name, String password) {
        return submit(get("/login"), "/login", Map.of("username", name, "password", password));
    }

    private Page follow(HttpRequest first) {
        HttpRequest request = first;
        for (int hops = 0; hops < 10; hops++) {
            HttpResponse<String> response = send(request);
            if (response.statusCode() / 100 != 3) {
                return new Page(request.uri(), response.statusCode(), response.body(), response);
            }
            URI next = request.uri()
                    .resolve(response.headers().firstValue("Location").orElseThrow());
            if (!next.getAuthority().equals(base.getAuthority())) {
                return new Page(next, response.statusCode(), response.body(), response);
            }
            request = HttpRequest.newBuilder(next)
                    .header("Accept", "text/html")
                    .GET()
                    .build();
        }
        throw new IllegalStateException("it goes round in circles");
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            HttpRequest.Builder html = HttpRequest.newBuilder(request, (_, _) -> true);
            if (request.headers().firstValue("Accept").isEmpty()) {
                html.header("Accept", "text/html");
            }
            if (forwardedFor != null) {
                html.header("X-Forwarded-For", forwardedFor);
            }
            return client.send(html.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
