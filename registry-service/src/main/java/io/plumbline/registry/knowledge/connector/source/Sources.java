package io.plumbline.registry.knowledge.connector.source;

import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.registry.knowledge.connector.source.SourceSettings.KafkaSettings;
import io.plumbline.registry.knowledge.connector.source.SourceSettings.RestSettings;
import java.net.URI;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Service;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.json.JsonMapper;

/// Checks and opens the sources of connectors.
@Service
@EnableConfigurationProperties(ConnectorProperties.class)
public class Sources {

    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]{1,100}");

    /// Headers of the HTTP client itself.
    private static final Set<String> RESERVED = Set.of(
            "host",
            "content-length",
            "transfer-encoding",
            "connection",
            "upgrade",
            "te",
            "expect",
            "if-none-match",
            "if-modified-since",
            "accept-encoding",
            "proxy-authorization");

    private final FolderRules folders;
    private final DatabaseRules databases;
    private final BrokerRules brokers;
    private final SourceAddresses addresses;
    private final SourceHttp http;
    private final JsonMapper json;
    private final Clock clock;

    Sources(
            FolderRules folders,
            DatabaseRules databases,
            BrokerRules brokers,
            SourceAddresses addresses,
            SourceHttp http,
            JsonMapper json,
            Clock clock) {
        this.folders = folders;
        this.databases = databases;
        this.brokers = brokers;
        this.addresses = addresses;
        this.http = http;
        this.json = json;
        this.clock = clock;
    }

    /// Checks that the operator allows a source, and that its settings and secrets are usable.
    ///
    /// @throws ProblemException 400
    public void check(SourceSettings settings, Map<String, String> secrets) {
        checkSettings(settings);
        switch (settings.kind()) {
            case FOLDER -> only(secrets, Set.of());
            case S3 -> {
                only(secrets, Set.of("secretAccessKey", "sessionToken"));
                if (settings.requiredS3().accessKeyId() != null && !secrets.containsKey("secretAccessKey")) {
                    throw invalid("/secrets/secretAccessKey", "is required with accessKeyId");
                }
            }
            case WEB, REST -> checkHeaders(secrets);
            case JDBC -> only(secrets, Set.of("password"));
            case KAFKA -> {
                only(secrets, BrokerRules.SECRETS);
                BrokerRules.check(settings.requiredKafka(), secrets);
            }
        }
    }

    /// Checks that the operator allows a source, and that its settings are usable.
    ///
    /// @throws ProblemException 400
    public void checkSettings(SourceSettings settings) {
        switch (settings.kind()) {
            case FOLDER -> folders.check(settings.requiredFolder().path());
            case S3 -> {
                URI endpoint = addresses.read(settings.requiredS3().endpoint(), "/source/s3/endpoint");
                if (endpoint.getRawQuery() != null || endpoint.getRawFragment() != null) {
                    throw invalid("/source/s3/endpoint", "must be without query and fragment");
                }
            }
            case WEB -> {
                for (int i = 0; i < settings.requiredWeb().urls().size(); i++) {
                    addresses.read(settings.requiredWeb().urls().get(i), "/source/web/urls/" + i);
                }
            }
            case REST -> {
                RestSettings rest = settings.requiredRest();
                addresses.read(rest.url(), "/source/rest/url");
                checkPointer(rest.items(), "rest/items");
                checkPointer(rest.id(), "rest/id");
                checkPointer(rest.title(), "rest/title");
                checkPointer(rest.text(), "rest/text");
                checkPointer(rest.next(), "rest/next");
            }
            case JDBC -> databases.check(settings.requiredJdbc());
            case KAFKA -> {
                KafkaSettings kafka = settings.requiredKafka();
                checkPointer(kafka.title(), "kafka/title");
                checkPointer(kafka.text(), "kafka/text");
                brokers.check(kafka);
            }
        }
    }

    private static void only(Map<String, String> secrets, Set<String> names) {
        for (String name : secrets.keySet()) {
            if (!names.contains(name)) {
                throw invalid("/secrets/" + name.replace("~", "~0").replace("/", "~1"), "is not a secret of this kind");
            }
        }
    }

    private static void checkHeaders(Map<String, String> secrets) {
        secrets.forEach((name, value) -> {
            boolean usable = HEADER.matcher(name).matches()
                    && !RESERVED.contains(name.toLowerCase(Locale.ROOT))
                    && value.chars().allMatch(c -> c >= ' ' && c < 0x7F);
            if (!usable) {
                throw invalid("/secrets", "must be headers with printable ASCII values that connectors may set");
            }
        });
    }

    private static void checkPointer(@Nullable String pointer, String member) {
        if (pointer == null || pointer.isEmpty()) {
            return;
        }
        try {
            JsonPointer.compile(pointer);
        } catch (IllegalArgumentException e) {
            throw invalid("/source/" + member, "must be a JSON Pointer, such as /title");
        }
    }

    private static ProblemException invalid(String pointer, String message) {
        return RequestProblem.INVALID_REQUEST
                .because("The request is invalid. errors lists each field.")
                .at(pointer, message);
    }

    /// Returns the place that a source reads, to which its secrets are sent.
    ///
    /// @param settings that were checked
    public static String place(SourceSettings settings) {
        return switch (settings.kind()) {
            case FOLDER -> settings.requiredFolder().path();
            case S3 ->
                SourceAddresses.origin(
                        URI.create(settings.requiredS3().endpoint().strip()));
            case WEB ->
                settings.requiredWeb().urls().stream()
                        .map(url -> SourceAddresses.origin(URI.create(url.strip())))
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(" "));
            case REST ->
                SourceAddresses.origin(URI.create(settings.requiredRest().url().strip()));
            case JDBC -> settings.requiredJdbc().url();
            case KAFKA ->
                settings.requiredKafka().brokers().stream()
                                .map(BrokerRules::normal)
                                .sorted()
                                .collect(Collectors.joining(" "))
                        + " " + settings.requiredKafka().topic();
        };
    }

    /// Whether stored secrets of one may be sent by the other: to the same place, and for Kafka as the same user in the
    /// same way.
    public static boolean shareSecrets(SourceSettings one, SourceSettings other) {
        return place(one).equals(place(other)) && login(one).equals(login(other));
    }

    private static String login(SourceSettings settings) {
        if (settings.kind() != SourceKind.KAFKA) {
            return "";
        }
        SourceSettings.KafkaSettings kafka = settings.requiredKafka();
        return kafka.user() + " " + kafka.mechanism() + " " + kafka.plaintext();
    }

    /// Opens a source. The caller closes it.
    ///
    /// @throws SourceException also if the operator no longer allows it
    public DocumentSource open(SourceSettings settings, Map<String, String> secrets) throws SourceException {
        return switch (settings.kind()) {
            case FOLDER -> folders.open(settings.requiredFolder().path());
            case S3 -> new S3Source(settings.requiredS3(), secrets, http, clock);
            case WEB -> new WebSource(settings.requiredWeb().urls(), secrets, http);
            case REST -> new RestSource(settings.requiredRest(), secrets, http, json);
            case JDBC -> databases.open(settings.requiredJdbc(), secrets);
            case KAFKA -> brokers.open(settings.requiredKafka(), secrets);
        };
    }
}
