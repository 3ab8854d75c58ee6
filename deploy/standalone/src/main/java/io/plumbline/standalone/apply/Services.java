package io.plumbline.standalone.apply;

import io.plumbline.standalone.demo.api.Api;
import io.plumbline.standalone.init.Credentials;
import io.plumbline.standalone.layout.CannotContinue;
import io.plumbline.standalone.layout.Home;
import io.plumbline.standalone.layout.Service;
import java.net.http.HttpClient;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// The services that a command writes to: those of the stack in this folder, or those given by
/// `PLUMBLINE_…_URL` and `PLUMBLINE_API_KEY`.
public final class Services {

    static final String KEY = "PLUMBLINE_API_KEY";

    private static final Pattern ADDRESS = Pattern.compile("https?://[A-Za-z0-9.:\\[\\]_-]+(/[A-Za-z0-9._~/-]*)?");

    private final Home home;
    private final Map<String, String> environment;
    private final HttpClient http;
    private final Map<Service, Api> known = new EnumMap<>(Service.class);

    public Services(Home home, Map<String, String> environment, HttpClient http) {
        this.home = home;
        this.environment = environment;
        this.http = http;
    }

    /// The variable with a service's address, such as `PLUMBLINE_GOVERNANCE_URL`.
    static String variable(Service service) {
        return "PLUMBLINE_" + service.id().toUpperCase(Locale.ROOT) + "_URL";
    }

    /// @throws CannotContinue if the address is missing or invalid
    public Api of(Service service) {
        return known.computeIfAbsent(service, this::find);
    }

    private Api find(Service service) {
        String variable = variable(service);
        String url = environment.getOrDefault(variable, "");
        String key = key();
        if (!url.isEmpty() && !ADDRESS.matcher(url).matches()) {
            throw new CannotContinue(variable + " must be an address such as https://plumbline.example.com.");
        }
        if (!url.isEmpty() && !key.isEmpty()) {
            return Api.of(http, service, url.replaceFirst("/+$", ""), key);
        }
        if (url.isEmpty()) {
            refuseTwoStacks(variable);
        }
        Credentials credentials = Credentials.read(home)
                .orElseThrow(() -> new CannotContinue("There is no stack here: start one with ./plumbline up, or set "
                        + variable + " and " + KEY + "."));
        return Api.of(
                http,
                service,
                url.isEmpty() ? credentials.url(service) : url,
                key.isEmpty() && url.isEmpty() ? credentials.adminApiKey() : key);
    }

    /// Strips the line end that a file or a pipeline secret may contain.
    private String key() {
        String key = environment.getOrDefault(KEY, "").strip();
        if (!key.chars().allMatch(c -> c > ' ' && c <= '~')) {
            throw new CannotContinue(KEY + " must be an API key without spaces or line breaks.");
        }
        return key;
    }

    /// Prevents part of a change meant for another stack from reaching this one.
    private void refuseTwoStacks(String variable) {
        Arrays.stream(Service.values())
                .map(Services::variable)
                .filter(other -> !environment.getOrDefault(other, "").isEmpty())
                .findFirst()
                .ifPresent(other -> {
                    throw new CannotContinue(other + " addresses another stack than this one. Set " + variable
                            + " too: these files need it.");
                });
    }
}
