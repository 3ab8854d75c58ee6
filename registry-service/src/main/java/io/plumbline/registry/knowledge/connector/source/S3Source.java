package io.plumbline.registry.knowledge.connector.source;

import io.plumbline.registry.knowledge.connector.source.FetchedFile.Origin;
import io.plumbline.registry.knowledge.connector.source.SourceException.Remedy;
import io.plumbline.registry.knowledge.connector.source.SourceSettings.BucketSettings;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/// A bucket, read with `ListObjectsV2` and `GetObject` by path-style addresses. Requests are signed with AWS
/// Signature Version 4, by AWS's own signer. A position is the last key of the page before it.
final class S3Source implements DocumentSource {

    private static final int MAX_LIST = 10_000_000;
    private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

    private final BucketSettings settings;
    private final Map<String, String> secrets;
    private final SourceHttp http;
    private final Clock clock;
    private final String bucket;

    S3Source(BucketSettings settings, Map<String, String> secrets, SourceHttp http, Clock clock) {
        this.settings = settings;
        this.secrets = secrets;
        this.http = http;
        this.clock = clock;
        this.bucket = base(URI.create(settings.endpoint().strip())) + "/" + encoded(settings.bucket());
    }

    /// Without the port of its scheme, which HTTP clients and signers treat differently.
    private static String base(URI endpoint) {
        int port = endpoint.getPort();
        boolean usual = port == ("https".equalsIgnoreCase(endpoint.getScheme()) ? 443 : 80);
        String path = Objects.requireNonNullElse(endpoint.getRawPath(), "");
        return endpoint.getScheme() + "://" + endpoint.getHost() + (port < 0 || usual ? "" : ":" + port)
                + (path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
    }

    @Override
    public Listing list(@Nullable String position) throws SourceException {
        StringBuilder query = new StringBuilder("?encoding-type=url&list-type=2");
        if (settings.prefix() != null) {
            query.append("&prefix=").append(encoded(settings.prefix()));
        }
        if (position != null) {
            query.append("&start-after=").append(encoded(position));
        }
        URI url = URI.create(bucket + query);
        byte[] page =
                http.get(url, signed(url), response -> response.requireOk().bytes(MAX_LIST));
        return ObjectList.read(page);
    }

    @Override
    public FetchedFile fetch(String key, @Nullable String fingerprint) throws SourceException {
        URI url = URI.create(bucket + "/" + encoded(key).replace("%2F", "/"));
        return http.get(url, signed(url), response -> {
            response.requireOk();
            if (response.message().getEntity() != null
                    && response.message().getEntity().getContentLength() > FetchedFile.MAX_BYTES) {
                throw new SourceException(Remedy.DOCUMENT, "too-large");
            }
            return FetchedFile.receive(new Origin(key, response.header("Content-Type"), null), response.body());
        });
    }

    /// Encodes everything except the unreserved characters of RFC 3986.
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private Map<String, String> signed(URI url) {
        String id = settings.accessKeyId();
        if (id == null) {
            return Map.of();
        }
        SdkHttpRequest request =
                SdkHttpRequest.builder().method(SdkHttpMethod.GET).uri(url).build();
        SdkHttpRequest signed = SIGNER.sign(sign -> sign.identity(identity(id))
                        .request(request)
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, settings.regionOrDefault())
                        .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, false)
                        .putProperty(AwsV4HttpSigner.SIGNING_CLOCK, clock))
                .request();
        Map<String, String> headers = new LinkedHashMap<>();
        signed.headers().forEach((name, values) -> {
            if (!name.equalsIgnoreCase("host")) {
                headers.put(name, values.getFirst());
            }
        });
        return headers;
    }

    private AwsCredentialsIdentity identity(String id) {
        String secret = secrets.getOrDefault("secretAccessKey", "");
        String token = secrets.get("sessionToken");
        return token == null
                ? AwsCredentialsIdentity.create(id, secret)
                : AwsSessionCredentialsIdentity.create(id, secret, token);
    }
}
