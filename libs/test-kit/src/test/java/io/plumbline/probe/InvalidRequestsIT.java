package io.plumbline.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.kit.security.Role;
import io.plumbline.testkit.ServiceUnderTest;
import java.net.URI;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

/// Bodies and addresses that the kit refuses, and the problems that it answers.
class InvalidRequestsIT {

    @RegisterExtension
    static final Probe PROBE = new Probe();

    private static ServiceUnderTest service;

    @BeforeAll
    static void start() {
        service = PROBE.service();
    }

    @Test
    void answersProblemDetailsWithPointers() {
        service.client(service.governance().userToken("team-a", Role.ML_ENGINEER))
                .post()
                .uri("/api/v1/things")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"name\":\"\"}")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectHeader()
                .contentType("application/problem+json")
                .expectHeader()
                .exists("x-request-id")
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("/problems/invalid-request")
                .jsonPath("$.errors[0].pointer")
                .isEqualTo("/name")
                .jsonPath("$.traceId")
                .isNotEmpty();
    }

    @Test
    void refusesUnknownFieldsAndBrokenBodiesWithoutRepeatingThem() {
        RestTestClient client = service.client(service.governance().userToken("team-a", Role.ML_ENGINEER));
        for (String body : new String[] {
            "{\"name\":\"x\",\"sekret\":1}",
            "{\"name\":",
            "[]",
            "{\"name\":\"x\",\"size\":\"sekret\"}",
            "\"sekret\"",
            ""
        }) {
            String answer = client.post()
                    .uri("/api/v1/things")
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(body)
                    .exchange()
                    .expectStatus()
                    .isBadRequest()
                    .expectBody(String.class)
                    .returnResult()
                    .getResponseBody();
            assertThat(answer).doesNotContain(": \"sekret\"").contains("/problems/invalid-request");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/name|{\"name\":\"a\\u0000b\"}",
                "/name|{\"name\":\"a\\ud800b\"}",
                "/name|{\"name\":\"\\udc00\\ud800\"}",
                "/tags/a|{\"name\":\"x\",\"tags\":{\"a\":\"\\u0000\"}}",
                "/tags|{\"name\":\"x\",\"tags\":{\"\\u0000\":\"a\"}}",
                "/notes|{\"name\":\"x\",\"notes\":{\"a\":[1,{\"b\":\"\\ud800\"}]}}",
                "/notes|{\"name\":\"x\",\"notes\":{\"\\u0000\":1}}",
                "/notes|{\"name\":\"x\",\"notes\":\"\\u0000\"}"
            })
    void refusesTextThatCannotBeStored(String pointer, String body) {
        service.client(service.governance().userToken("team-a", Role.ML_ENGINEER))
                .post()
                .uri("/api/v1/things")
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("/problems/invalid-request")
                .jsonPath("$.errors[0].pointer")
                .isEqualTo(pointer)
                .jsonPath("$.errors[0].message")
                .isEqualTo("contains a NUL character or an unpaired surrogate, which cannot be stored");
    }

    @Test
    void takesEveryOtherText() {
        service.client(service.governance().userToken("team-a", Role.ML_ENGINEER))
                .post()
                .uri("/api/v1/things")
                .contentType(MediaType.APPLICATION_JSON)
                .body("""
                        {"name": "other-text", "size": null, "tags": {"": "\\ud83d\\ude00"}, "notes": ["\\u0001", 1.5, null, {}]}
                        """)
                .exchange()
                .expectStatus()
                .isCreated();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/things?from=%00",
                "/api/v1/things?from=a&from=b%00",
                "/api/v1/things?cursor=%00",
                "/api/v1/things?%00=a",
                "/api/v1/things?from=%ff",
                "/api/v1/things?=&=a",
                "/api/v1/things/%00",
                "/api/v1/things/%c0%ae%c0%ae",
                "/api/v1/things/%2e%2e%2f"
            })
    void refusesAddressesThatAreNone(String address) {
        service.client(service.governance().userToken("team-a", Role.ML_ENGINEER))
                .get()
                .uri(URI.create(service.url() + address))
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("/problems/invalid-request");
    }

    @Test
    void refusesABodyOfAnyType() throws Exception {
        var request = java.net.http.HttpRequest.newBuilder(URI.create(service.url() + "/api/v1/things"))
                .header("Authorization", "Bearer " + service.governance().userToken("team-a", Role.ML_ENGINEER))
                .header("Content-Type", "*/*")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        try (var http = java.net.http.HttpClient.newHttpClient()) {
            var answer = http.send(request, java.net.http.HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(415);
            assertThat(answer.body()).contains("/problems/unsupported-media-type");
        }
    }

    @Test
    void refusesBodiesOverTenMegabytes() {
        service.client(service.governance().userToken("team-a", Role.ML_ENGINEER))
                .post()
                .uri("/api/v1/things")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"name\":\"" + "x".repeat(10_000_001) + "\"}")
                .exchange()
                .expectStatus()
                .isEqualTo(413);
    }
}
