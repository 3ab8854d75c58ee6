package io.plumbline.guardrails.policy.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.plumbline.guardrails.policy.BuiltInPolicy;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.personaldata.country.check.NamedChecksum;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.operator.Operators;
import io.plumbline.personaldata.redact.Action;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PolicySchemaTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Schema SCHEMA = registry().getSchema(PolicySchema.json(), InputFormat.JSON);
    private static final JsonNode DEFS = JSON.readTree(PolicySchema.json()).path("$defs");

    private static SchemaRegistry registry() {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    }

    private static Map<String, Object> map(String json) {
        return JSON.readValue(json.replace('`', '"'), new TypeReference<>() {});
    }

    private static boolean accepts(String json) {
        return SCHEMA.validate(JSON.readTree(json.replace('`', '"'))).isEmpty();
    }

    private static List<String> names(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }

    @Test
    void isASchema() {
        Schema metaSchema = registry().getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));
        assertThat(metaSchema.validate(JSON.readTree(PolicySchema.json()))).isEmpty();
    }

    @Test
    void namesWhatThereIs() {
        assertThat(names(DEFS.path("stage").path("propertyNames").path("enum")))
                .containsAll(
                        Arrays.stream(Category.values()).map(Category::wireName).toList())
                .hasSize(Category.values().length + 2);
        assertThat(names(DEFS.path("operatorType").path("enum"))).containsExactlyElementsOf(Operators.TYPES);
        assertThat(names(DEFS.at("/customRecognizer/properties/checksum/enum")))
                .containsExactlyElementsOf(NamedChecksum.NAMES);
        assertThat(names(DEFS.path("action").path("enum")))
                .containsExactlyElementsOf(
                        Arrays.stream(Action.values()).map(Action::wireName).toList());
    }

    @ParameterizedTest
    @EnumSource
    void acceptsTheBuiltInPolicies(BuiltInPolicy policy) {
        String written = JSON.writeValueAsString(PolicyDocument.write(policy.policy()));
        assertThat(SCHEMA.validate(JSON.readTree(written))).isEmpty();
        assertThat(PolicyDocument.read(map(written))).isEqualTo(policy.policy());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{`stages`: {}}",
                "{`stages`: {`input`: {`onFailure`: `OPEN`, `timeoutMs`: 50, `pii`: {`action`: `redact`}}}}",
                "{`stages`: {`tool`: {`pii`: {`action`: `flag`, `escalate`: [{`from`: 0.9, `action`: `block`}]}}}}",
                "{`stages`: {`tool`: {`pii`: {`action`: `flag`, `entityRules`: {`PERSON`: {`threshold`: 0.85},"
                        + " `URL`: {`action`: `allow`}}}}}}",
                "{`stages`: {`input`: {`jailbreak`: {`action`: `block`, `message`: `Ask us by telephone.`,"
                        + " `languages`: [`en`, `de`], `exceptions`: [{`roles`: [`red-teamer`], `action`: `flag`}]}}}}",
                "{`stages`: {}, `detectors`: {`encoder`: false}}",
                "{`stages`: {}, `egress`: {}}",
                "{`stages`: {}, `egress`: {`routingMembers`: `drop`}}",
                "{`stages`: {}, `egress`: {`allowedHosts`: [`a-1.example.com`, `*.example.com`, `localhost`, `10.0.0.1`,"
                        + " `xn--bcher-kva.example`]}}",
                "{`stages`: {`output`: {`system_prompt_leak`: {`action`: `flag`, `canary`: true}}}}",
                "{`stages`: {}, `allowList`: [`a@example.com`, {`value`: `B`, `entities`: [`URL`], `anyCase`: true}]}",
                "{`stages`: {}, `allowList`: [{`pattern`: `[a-z]+@example\\\\.com`}]}",
                "{`stages`: {}, `denyList`: [`Falcon`, {`value`: `Merger`, `entity`: `DEAL`, `category`: `policy`}]}",
                "{`stages`: {}, `customRecognizers`: [{`name`: `badge`, `entity`: `BADGE`, `languages`: [`en`],"
                        + " `patterns`: [{`regex`: `B-\\\\d{6}`, `score`: 0.4}], `checksum`: `luhn`, `context`: [`badge`]}]}",
                "{`stages`: {`input`: {`pii`: {`action`: `redact`, `operator`: {`type`: `keep`}}}}}",
                "{`stages`: {`input`: {`pii`: {`action`: `redact`, `operator`: {`type`: `mask`, `keepLast`: 2}}}}}",
                "{`stages`: {`input`: {`pii`: {`action`: `redact`, `operator`: {`type`: `mask`, `count`: 2}}}}}",
                "{`stages`: {`input`: {`pii`: {`action`: `redact`, `operator`: {`type`: `hash`, `length`: 64}}}}}",
                "{`stages`: {`input`: {`pii`: {`action`: `redact`, `operator`: {`type`: `fpe`, `luhn`: true}}}}}"
            })
    void acceptsWhatTheReaderReads(String document) {
        assertThat(accepts(document)).isTrue();
        GuardPolicy policy = PolicyDocument.read(map(document));
        assertThat(PolicyDocument.read(PolicyDocument.write(policy))).isEqualTo(policy);
        assertThat(accepts(JSON.writeValueAsString(PolicyDocument.write(policy))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{`stages`: []}",
                "{`stages`: {}, `onfailure`: `OPEN`}",
                "{`stages`: {}, `onFailure`: `open`}",
                "{`stages`: {}, `timeoutMs`: 0}",
                "{`stages`: {}, `timeoutMs`: 1.5}",
                "{`stages`: {}, `detectors`: {`encoder`: 0}}",
                "{`stages`: {`output`: {`pii`: {`action`: `flag`, `canary`: true}}}}",
                "{`stages`: {`output`: {`system_prompt_leak`: {`action`: `flag`, `canary`: 1}}}}",
                "{`stages`: {}, `egress`: []}",
                "{`stages`: {}, `egress`: {`hosts`: []}}",
                "{`stages`: {}, `egress`: {`routingMembers`: `allow`}}",
                "{`stages`: {}, `egress`: {`allowedHosts`: `a.example`}}",
                "{`stages`: {}, `egress`: {`allowedHosts`: [``]}}",
                "{`stages`: {}, `egress`: {`allowedHosts`: [`A.example`]}}",
                "{`stages`: {}, `egress`: {`allowedHosts`: [`https://a.example`]}}",
                "{`stages`: {}, `egress`: {`allowedHosts`: [`a.example:443`]}}",
                "{`stages`: {}, `egress`: {`allowedHosts`: [`a..example`]}}",
                "{`stages`: {}, `egress`: {`allowedHosts`: [`-a.example`]}}",
                "{`stages`: {}, `egress`: {`allowedHosts`: [`a.example.`]}}",
                "{`stages`: {}, `egress`: {`allowedHosts`: [`*`]}}",
                "{`stages`: {}, `egress`: {`allowedHosts`: [`*.com`]}}",
                "{`stages`: {}, `egress`: {`allowedHosts`: [`a.*.example`]}}",
                "{`stages`: {}, `allowList`: [1]}",
                "{`stages`: {}, `allowList`: [{}]}",
                "{`stages`: {}, `allowList`: [{`value`: `a`, `pattern`: `a`}]}",
                "{`stages`: {}, `denyList`: [`--`]}",
                "{`stages`: {}, `denyList`: [{`value`: `a`, `category`: `toxicity`}]}",
                "{`stages`: {}, `denyList`: [{`value`: `a`, `entity`: `small`}]}",
                "{`stages`: {}, `customRecognizers`: [{`name`: `a`, `entity`: `A`}]}",
                "{`stages`: {}, `customRecognizers`: [{`name`: `A b`, `entity`: `A`,"
                        + " `patterns`: [{`regex`: `a`, `score`: 1}]}]}",
                "{`stages`: {}, `customRecognizers`: [{`name`: `a`, `entity`: `A`, `checksum`: `crc`,"
                        + " `patterns`: [{`regex`: `a`, `score`: 1}]}]}",
                "{`stages`: {`inputs`: {}}}",
                "{`stages`: {`input`: 1}}",
                "{`stages`: {`input`: {`pi/i`: {}}}}",
                "{`stages`: {`input`: {`timeoutMs`: 60001}}}",
                "{`stages`: {`input`: {`pii`: {}}}}",
                "{`stages`: {`input`: {`pii`: {`action`: `REDACT`}}}}",
                "{`stages`: {`input`: {`pii`: {`action`: `redact`, `treshold`: 1}}}}",
                "{`stages`: {`input`: {`pii`: {`action`: `redact`, `threshold`: 2}}}}",
                "{`stages`: {`input`: {`pii`: {`action`: `redact`, `operator`: `x`}}}}",
                "{`stages`: {`input`: {`pii`: {`action`: `redact`, `operator`: 1}}}}",
                "{`stages`: {`input`: {`pii`: {`action`: `redact`, `operator`: {}}}}}",
                "{`stages`: {`input`: {`pii`: {`action`: `redact`, `operator`: {`type`: `keep`, `luhn`: true}}}}}",
                "{`stages`: {`input`: {`pii`: {`action`: `redact`, `operator`: {`type`: `mask`, `keepLast`: -1}}}}}",
                "{`stages`: {`input`: {`pii`: {`action`: `redact`, `operator`: {`type`: `hash`, `salt`: `short`}}}}}",
                "{`stages`: {`input`: {`pii`: {`action`: `redact`, `operator`: {`type`: `fpe`, `alphabet`: `a`}}}}}",
                "{`stages`: {`input`: {`pii`: {`action`: `redact`, `entities`: [1]}}}}",
                "{`stages`: {`input`: {`pii`: {`action`: `redact`, `entities`: [` `]}}}}",
                "{`stages`: {`input`: {`pii`: {`action`: `redact`, `enabled`: `no`}}}}",
                "{`stages`: {`input`: {`pii`: {`action`: `redact`, `languages`: [`eng`]}}}}",
                "{`stages`: {`input`: {`pii`: {`action`: `redact`, `message`: `two\\nlines`}}}}",
                "{`stages`: {`input`: {`pii`: {`action`: `redact`, `message`: ` `}}}}",
                "{`stages`: {`input`: {`pii`: {`action`: `redact`, `exceptions`: [{`action`: `allow`}]}}}}",
                "{`stages`: {`input`: {`pii`: {`action`: `redact`, `exceptions`: [{`roles`: [], `action`: `allow`}]}}}}",
                "{`stages`: {`input`: {`pii`: {`action`: `redact`, `exceptions`: [{`roles`: [`auditor`]}]}}}}",
                "{`stages`: {`input`: {`pii`: {`action`: `flag`, `escalate`: [{`action`: `block`}]}}}}",
                "{`stages`: {`input`: {`pii`: {`action`: `flag`, `escalate`: [{`from`: 0.9}]}}}}",
                "{`stages`: {`input`: {`pii`: {`action`: `flag`, `entityRules`: {`PERSON`: {`entities`: []}}}}}}"
            })
    void refusesWhatTheReaderRefuses(String document) {
        assertThatExceptionOfType(PolicyFormatException.class).isThrownBy(() -> PolicyDocument.read(map(document)));
        assertThat(accepts(document)).isFalse();
    }
}
