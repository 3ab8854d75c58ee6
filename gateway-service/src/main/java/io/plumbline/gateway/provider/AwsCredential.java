package io.plumbline.gateway.provider;

import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The credential of a provider on AWS, read from one string: `ACCESS_KEY_ID:SECRET_ACCESS_KEY`, with
/// `:SESSION_TOKEN` for temporary keys, and `@REGION` at the end if the host does not contain the region. A
/// string without a colon is a Bedrock API key.
public sealed interface AwsCredential {

    /// Keys that sign requests.
    ///
    /// @param sessionToken of temporary keys; null for others
    /// @param region in which the requests are signed
    record Keys(
            String accessKeyId,
            String secretAccessKey,
            @Nullable String sessionToken,
            String region) implements AwsCredential {

        /// Leaves out the secret.
        @Override
        public String toString() {
            return "Keys[" + region + "]";
        }
    }

    /// A bearer token.
    record ApiKey(String key) implements AwsCredential {

        /// Leaves out the key.
        @Override
        public String toString() {
            return "ApiKey[]";
        }
    }

    /// Reads a credential.
    ///
    /// @param baseUrl may contain the region, as AWS's own hosts do
    /// @throws ProblemException 400
    static AwsCredential read(String credential, URI baseUrl) {
        Matcher keys = Forms.KEYS.matcher(credential);
        if (keys.matches()) {
            String region = keys.group(4) == null ? regionOf(baseUrl) : keys.group(4);
            if (region == null) {
                throw refused("must end in @REGION, as in AKIA…:SECRET@eu-central-1: the baseUrl names no region");
            }
            return new Keys(keys.group(1), keys.group(2), keys.group(3), region);
        }
        if (Forms.API_KEY.matcher(credential).matches()
                && !Forms.KEY_ID.matcher(credential).matches()) {
            return new ApiKey(credential);
        }
        throw refused("must be ACCESS_KEY_ID:SECRET_ACCESS_KEY, which may be followed by :SESSION_TOKEN and by @REGION,"
                + " or a Bedrock API key");
    }

    private static @Nullable String regionOf(URI baseUrl) {
        Matcher host = Forms.HOST.matcher(baseUrl.getHost());
        return host.matches() ? host.group(1) : null;
    }

    private static ProblemException refused(String message) {
        return RequestProblem.INVALID_REQUEST
                .because("The request is invalid. errors lists each field.")
                .at("/credential", message);
    }

    /// The formats of credentials and hosts.
    final class Forms {
        private static final String REGION = "[a-z]{2,5}(?:-[a-z]{2,20}){1,3}-[0-9]{1,2}";
        private static final Pattern KEYS = Pattern.compile(
                "(\\w{16,128}):([A-Za-z0-9/+=]{16,128})" + "(?::([A-Za-z0-9/+=_-]{16,}))?(?:@(" + REGION + "))?");
        private static final Pattern API_KEY = Pattern.compile("[A-Za-z0-9._~+/-]{16,}={0,2}");
        private static final Pattern KEY_ID = Pattern.compile("A[KS]IA[A-Z0-9]{12,124}");

        /// AWS's own hosts: public, FIPS, in China, dual-stack, and VPC endpoints.
        private static final Pattern HOST = Pattern.compile("(?:[a-z0-9.-]+\\.)?bedrock-runtime(?:-fips)?\\.(" + REGION
                + ")\\.(?:vpce\\.)?(?:amazonaws\\.com(?:\\.cn)?|api\\.aws)");

        private Forms() {}
    }
}
