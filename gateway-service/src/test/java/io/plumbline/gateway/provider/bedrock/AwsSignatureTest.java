package io.plumbline.gateway.provider.bedrock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.gateway.provider.AwsCredential;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Against AWS's test suites for Signature Version 4 (Apache-2.0): github.com/awslabs/aws-c-auth,
/// tests/aws-signing-test-suite/v4 at 71a25bde, and for paths that are encoded twice github.com/boto/botocore,
/// tests/unit/auth/aws4_testsuite. AWS's signer always signs the hash of the body as a header, which one of the
/// vectors does; the others check the few lines of [Reference], by which requests to Bedrock are checked then.
class AwsSignatureTest {

    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private static final String TOKEN = "6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267";
    private static final String EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private static final String TIME = "20150830T123600Z";
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2015-08-30T12:36:00Z"), ZoneOffset.UTC);

    /// Signature Version 4 as its specification writes it down, of what has no query.
    ///
    /// @param headers all of them, in lower case
    private record Reference(String service, String time, TreeMap<String, String> headers) {

        static Reference of(String service, String time, String... headers) {
            TreeMap<String, String> all = new TreeMap<>();
            for (int i = 0; i < headers.length; i += 2) {
                if (!headers[i + 1].isEmpty()) {
                    all.put(headers[i], headers[i + 1]);
                }
            }
            return new Reference(service, time, all);
        }

        String signature(String method, String encodedPath, String bodyHash) throws GeneralSecurityException {
            StringBuilder lines = new StringBuilder();
            headers.forEach((name, value) ->
                    lines.append(name).append(':').append(value).append('\n'));
            String canonical = method + "\n" + encodedPath.replace("%", "%25") + "\n\n" + lines + "\n"
                    + String.join(";", headers.keySet()) + "\n" + bodyHash;
            String scope = time.substring(0, 8) + "/us-east-1/" + service + "/aws4_request";
            byte[] key = ("AWS4" + SECRET).getBytes(UTF_8);
            for (String part : scope.split("/", -1)) {
                key = hmac(key, part);
            }
            String toSign = "AWS4-HMAC-SHA256\n" + time + "\n" + scope + "\n" + sha256(canonical);
            return HexFormat.of().formatHex(hmac(key, toSign));
        }

        private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(UTF_8));
        }

        static String sha256(String text) throws GeneralSecurityException {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        }
    }

    private static AwsCredential.Keys keys(String id, String token) {
        return new AwsCredential.Keys(id, SECRET, token.isEmpty() ? null : token, "us-east-1");
    }

    @Test
    void signsAWSsVectorOfARequestWithABody() { // post-x-www-form-urlencoded
        Map<String, String> signed = new AwsSignature("service", CLOCK)
                .headers(
                        keys("AKIDEXAMPLE", ""),
                        URI.create("https://example.amazonaws.com/"),
                        Map.of("Content-Type", "application/x-www-form-urlencoded", "Content-Length", "13"),
                        "Param1=value1".getBytes(UTF_8));
        assertThat(signed)
                .containsEntry("X-Amz-Date", "20150830T123600Z")
                .containsEntry(
                        "x-amz-content-sha256", "9095672bbd1f56dfc5b65f3e153adc8731a4a654192329106275f4c7b24d0b6e")
                .containsEntry(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
                                + " SignedHeaders=content-length;content-type;host;x-amz-content-sha256;x-amz-date,"
                                + " Signature=d3875051da38690788ef43de4db0d8f280229d82040bfac253562e56c3f20e0b");
    }

    @ParameterizedTest
    @CsvSource({
        "post-vanilla,POST,'',5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
        "get-vanilla-with-session-token,GET," + TOKEN
                + ",07ec1639c89043aa0e3e2de82b96708f198cceab042d4a97044c66dd9f74e7f8",
    })
    void theReferenceSignsAwssVectors(String vector, String method, String token, String signature)
            throws GeneralSecurityException {
        Reference reference = Reference.of(
                "service", TIME, "host", "example.amazonaws.com", "x-amz-date", TIME, "x-amz-security-token", token);
        assertThat(reference.signature(method, "/", EMPTY)).as(vector).isEqualTo(signature);
    }

    @ParameterizedTest
    @CsvSource({
        "get-space,/%20/foo,2be9e587d1ee1f0fd02128724b86b4358ba3630d39f493b6e06610a19a50779e",
        "get-utf8,/%E1%88%B4,57b1eb3df3b16a8479c0097b66c0b261cfd65b829419a3f2c3d05319722490b8"
    })
    void theReferenceEncodesPathsTwiceAsInAwssVectors(String vector, String path, String signature)
            throws GeneralSecurityException {
        Reference reference = Reference.of(
                "host", "20110909T233600Z", "host", "host.foo.com", "date", "Mon, 09 Sep 2011 23:36:00 GMT");
        assertThat(reference.signature("GET", path, EMPTY)).as(vector).isEqualTo(signature);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "amazon.nova-lite-v1:0",
                "eu.anthropic.claude-sonnet-4-5-20250929-v1:0",
                "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.meta.llama3-3-70b-instruct-v1:0",
                "my model*(1)~ü"
            })
    void signsWhatTheReferenceSignsForAnyModel(String model) throws GeneralSecurityException {
        String path = "/model/" + AwsSignature.segment(model) + "/converse-stream";
        String body = "{\"messages\":[]}";
        for (String token : new String[] {"", TOKEN}) {
            Map<String, String> signed = new AwsSignature("bedrock", CLOCK)
                    .headers(
                            keys("AKIDEXAMPLE", token),
                            URI.create("https://bedrock-runtime.us-east-1.amazonaws.com" + path),
                            Map.of("Content-Type", "application/json"),
                            body.getBytes(UTF_8));
            String hash = Reference.sha256(body);
            Reference reference = Reference.of(
                    "bedrock",
                    TIME,
                    "content-type",
                    "application/json",
                    "host",
                    "bedrock-runtime.us-east-1.amazonaws.com",
                    "x-amz-content-sha256",
                    hash,
                    "x-amz-date",
                    TIME,
                    "x-amz-security-token",
                    token);
            assertThat(signed.get("Authorization")).endsWith("Signature=" + reference.signature("POST", path, hash));
            assertThat(signed).doesNotContainKey("Host");
        }
    }

    @Test
    void encodesAllOfAModelsNameButUnreservedCharacters() {
        assertThat(AwsSignature.segment("arn:aws:bedrock:us-east-1:1:inference-profile/us.x-v1:0"))
                .isEqualTo("arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Ainference-profile%2Fus.x-v1%3A0");
        assertThat(AwsSignature.segment("a b*~_+")).isEqualTo("a%20b%2A~_%2B");
    }
}
