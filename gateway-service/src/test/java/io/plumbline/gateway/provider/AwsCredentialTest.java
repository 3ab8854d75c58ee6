package io.plumbline.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.kit.problem.ProblemException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AwsCredentialTest {

    private static final String KEYS = "AKIAIOSFODNN7EXAMPLE:wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private static final URI LOOPBACK = URI.create("http://127.0.0.1:9000");

    @ParameterizedTest
    @CsvSource({
        "bedrock-runtime.eu-central-1.amazonaws.com,eu-central-1",
        "bedrock-runtime-fips.us-gov-west-1.amazonaws.com,us-gov-west-1",
        "bedrock-runtime.cn-north-1.amazonaws.com.cn,cn-north-1",
        "bedrock-runtime.us-east-1.api.aws,us-east-1",
        "vpce-0a1b-2c3d.bedrock-runtime.ap-southeast-2.vpce.amazonaws.com,ap-southeast-2"
    })
    void takesTheRegionFromAwssHosts(String host, String region) {
        URI url = URI.create("https://" + host);
        assertThat(AwsCredential.read(KEYS, url))
                .isEqualTo(new AwsCredential.Keys(
                        "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", null, region));
        assertThat(AwsCredential.read(KEYS + "@us-west-2", url))
                .extracting("region")
                .isEqualTo("us-west-2");
    }

    @Test
    void takesASessionTokenAndAnApiKey() {
        assertThat(AwsCredential.read(KEYS + ":IQoJb3JpZ2luX2VjEJr//////////wEaCXVz+A==@eu-west-1", LOOPBACK))
                .extracting("sessionToken", "region")
                .containsExactly("IQoJb3JpZ2luX2VjEJr//////////wEaCXVz+A==", "eu-west-1");
        assertThat(AwsCredential.read("ABSKQmVkcm9ja0FQSUtleS1leGFtcGxlOnNlY3JldA==", LOOPBACK))
                .isEqualTo(new AwsCredential.ApiKey("ABSKQmVkcm9ja0FQSUtleS1leGFtcGxlOnNlY3JldA=="));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                KEYS,
                KEYS + "@nowhere",
                KEYS + "::@us-east-1",
                "AKIAIOSFODNN7EXAMPLE",
                "AKIAIOSFODNN7EXAMPLE:",
                "short:short@us-east-1",
                "{\"aws_access_key_id\":\"AKIAIOSFODNN7EXAMPLE\"}"
            })
    void refusesOtherFormsWithoutQuotingThem(String credential) {
        assertThatThrownBy(() -> AwsCredential.read(credential, LOOPBACK))
                .isInstanceOf(ProblemException.class)
                .hasMessageNotContaining("wJalr");
    }

    @Test
    void showsNoSecret() {
        assertThat(AwsCredential.read(KEYS + ":IQoJb3JpZ2luX2VjEJr@eu-west-1", LOOPBACK)
                        .toString())
                .isEqualTo("Keys[eu-west-1]");
        assertThat(AwsCredential.read("ABSKQmVkcm9ja0FQSUtleS1leGFtcGxl", LOOPBACK)
                        .toString())
                .doesNotContain("ABSK");
    }
}
