package io.plumbline.gateway.provider.bedrock;

import io.plumbline.gateway.provider.AwsCredential;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/// Signs POST requests with AWS Signature Version 4, with AWS's own signer. A signature is valid for five
/// minutes, so each attempt has its own. Thread-safe.
final class AwsSignature {

    private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();
    private static final String HOST = "host";

    private final String service;
    private final Clock clock;

    /// @param service as the scope of a signature names it, such as `bedrock`
    AwsSignature(String service, Clock clock) {
        this.service = service;
        this.clock = clock;
    }

    /// Encodes a path segment for signing: everything except the unreserved characters of RFC 3986, including
    /// colons and slashes.
    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    /// Returns the headers that sign a request, without `Host`, which the HTTP client sends.
    ///
    /// @param uri with an encoded path, which the canonical request encodes once more
    /// @param headers to be signed
    Map<String, String> headers(AwsCredential.Keys keys, URI uri, Map<String, String> headers, byte[] body) {
        SdkHttpRequest.Builder request =
                SdkHttpRequest.builder().method(SdkHttpMethod.POST).uri(uri);
        headers.forEach(request::putHeader);
        Map<String, List<String>> signed = SIGNER.sign(sign -> sign.identity(identity(keys))
                        .request(request.build())
                        .payload(ContentStreamProvider.fromByteArrayUnsafe(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, keys.region())
                        .putProperty(AwsV4HttpSigner.SIGNING_CLOCK, clock))
                .request()
                .headers();
        Map<String, String> all = new LinkedHashMap<>();
        signed.forEach((name, values) -> {
            if (!name.equalsIgnoreCase(HOST)) {
                all.put(name, values.getFirst());
            }
        });
        return all;
    }

    private static AwsCredentialsIdentity identity(AwsCredential.Keys keys) {
        String token = keys.sessionToken();
        return token == null
                ? AwsCredentialsIdentity.create(keys.accessKeyId(), keys.secretAccessKey())
                : AwsSessionCredentialsIdentity.create(keys.accessKeyId(), keys.secretAccessKey(), token);
    }
}
