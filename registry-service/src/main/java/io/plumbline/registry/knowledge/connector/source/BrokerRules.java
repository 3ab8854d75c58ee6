package io.plumbline.registry.knowledge.connector.source;

import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.registry.knowledge.connector.source.SourceException.Remedy;
import io.plumbline.registry.knowledge.connector.source.SourceSettings.KafkaSettings;
import io.plumbline.registry.knowledge.connector.source.SourceSettings.SaslMechanism;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// The Kafka brokers that connectors may connect to. A broker names the addresses of the other brokers, which the
/// service cannot check, so brokers are the operator's choice, as databases are.
@Component
final class BrokerRules {

    private static final String PASSWORD = "password";
    private static final String CA_CERTIFICATES = "caCertificates";
    private static final String CLIENT_CERTIFICATE = "clientCertificate";
    private static final String CLIENT_KEY = "clientKey";

    /// The names of the secrets that a connector may have.
    static final Set<String> SECRETS = Set.of(PASSWORD, CA_CERTIFICATES, CLIENT_CERTIFICATE, CLIENT_KEY);

    private static final int RECORDS = 100;
    private static final int FETCH_BYTES = 8_000_000;
    private static final Duration CALL = Duration.ofSeconds(10);

    private final Set<String> allowed;
    private final boolean allowPlaintext;
    private final JsonMapper json;

    BrokerRules(ConnectorProperties properties, JsonMapper json) {
        this.allowed = Set.copyOf(
                properties.brokers().stream().map(BrokerRules::normal).toList());
        this.allowPlaintext = properties.allowPrivateAddresses();
        this.json = json;
    }

    /// Returns a broker as it is compared.
    static String normal(String broker) {
        return broker.strip().toLowerCase(Locale.ROOT);
    }

    /// @throws ProblemException 400 unless all brokers are allowed
    void check(KafkaSettings settings) {
        for (int i = 0; i < settings.brokers().size(); i++) {
            if (!allowed.contains(normal(settings.brokers().get(i)))) {
                throw RequestProblem.INVALID_REQUEST
                        .because("A connector connects only to brokers in plumbline.registry.connectors.brokers.")
                        .at("/source/kafka/brokers/" + i, "must be a broker that the operator allows");
            }
        }
        if (settings.isPlaintext() && !allowPlaintext) {
            throw RequestProblem.INVALID_REQUEST
                    .because("Connections without TLS need plumbline.registry.connectors.allow-private-addresses.")
                    .at("/source/kafka/plaintext", "is not allowed here");
        }
    }

    /// @throws ProblemException 400 unless the secrets are usable
    static void check(KafkaSettings settings, Map<String, String> secrets) {
        if ((settings.user() != null) != secrets.containsKey(PASSWORD)) {
            throw invalid("/secrets/password", "is required with user, and only with it");
        }
        if (!isOneLine(settings.user()) || !isOneLine(secrets.get(PASSWORD))) {
            throw invalid("/secrets/password", "and user must be without control characters");
        }
        if (secrets.containsKey(CLIENT_CERTIFICATE) != secrets.containsKey(CLIENT_KEY)) {
            throw invalid("/secrets", "must have clientCertificate and clientKey, or neither");
        }
        for (String name : List.of(CA_CERTIFICATES, CLIENT_CERTIFICATE)) {
            if (secrets.containsKey(name) && !areCertificates(String.valueOf(secrets.get(name)))) {
                throw invalid("/secrets/" + name, "must be certificates in PEM");
            }
        }
    }

    private static ProblemException invalid(String pointer, String message) {
        return RequestProblem.INVALID_REQUEST
                .because("The request is invalid. errors lists each field.")
                .at(pointer, message);
    }

    private static boolean isOneLine(@Nullable String value) {
        return value == null || value.chars().noneMatch(Character::isISOControl);
    }

    private static boolean areCertificates(String pem) {
        try {
            byte[] bytes = pem.getBytes(StandardCharsets.UTF_8);
            return !CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(bytes))
                    .isEmpty();
        } catch (CertificateException e) {
            return false;
        }
    }

    DocumentSource open(KafkaSettings settings, Map<String, String> secrets) throws SourceException {
        for (String broker : settings.brokers()) {
            if (!allowed.contains(normal(broker))) {
                throw new SourceException(Remedy.NEXT_RUN, "broker-not-allowed");
            }
        }
        if (settings.isPlaintext() && !allowPlaintext) {
            throw new SourceException(Remedy.NEXT_RUN, "plaintext-not-allowed");
        }
        try {
            return new KafkaSource(
                    settings,
                    json,
                    new KafkaConsumer<>(
                            configuration(settings, secrets),
                            new ByteArrayDeserializer(),
                            new ByteArrayDeserializer()));
        } catch (KafkaException e) {
            // An unknown host, or a key that cannot be read.
            throw new SourceException(Remedy.NEXT_RUN, "broker-not-usable");
        }
    }

    /// Returns the configuration of a consumer that is in no group and commits nothing.
    static Map<String, Object> configuration(KafkaSettings settings, Map<String, String> secrets) {
        Map<String, Object> configuration = new HashMap<>();
        configuration.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.brokers());
        configuration.put(ConsumerConfig.CLIENT_ID_CONFIG, "plumbline-connector");
        configuration.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        configuration.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        configuration.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        configuration.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        configuration.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS);
        configuration.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        configuration.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(CALL.toMillis()));
        configuration.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(CALL.toMillis()));
        configuration.put(ConsumerConfig.METRIC_REPORTER_CLASSES_CONFIG, List.of());
        configuration.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        String transport = settings.isPlaintext() ? "PLAINTEXT" : "SSL";
        configuration.put(
                CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
                settings.user() == null ? transport : "SASL_" + transport);
        if (settings.user() != null) {
            SaslMechanism mechanism = settings.mechanismOrDefault();
            configuration.put(SaslConfigs.SASL_MECHANISM, mechanism.code());
            configuration.put(
                    SaslConfigs.SASL_JAAS_CONFIG,
                    "%s required username=%s password=%s;"
                            .formatted(
                                    mechanism.loginModule(),
                                    quoted(settings.user()),
                                    quoted(secrets.getOrDefault(PASSWORD, ""))));
        }
        if (secrets.containsKey(CA_CERTIFICATES)) {
            configuration.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM");
            configuration.put(SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG, secrets.get(CA_CERTIFICATES));
        }
        if (secrets.containsKey(CLIENT_KEY)) {
            configuration.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, "PEM");
            configuration.put(SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG, secrets.get(CLIENT_CERTIFICATE));
            configuration.put(SslConfigs.SSL_KEYSTORE_KEY_CONFIG, secrets.get(CLIENT_KEY));
        }
        return configuration;
    }

    /// Returns a string of the JAAS syntax, which ends at no character of the value.
    private static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
