package io.plumbline.bench.conformance;

import java.util.Map;
import java.util.Set;

/// Maps the entity names of corpora to ours. A name that is not listed means the same in both.
final class EntityNames {

    private static final Map<String, Set<String>> OURS = Map.ofEntries(
            Map.entry("PERSON_NAME", Set.of("PERSON")),
            Map.entry("SOCIAL_SECURITY_NUMBER", Set.of("US_SSN", "US_ITIN")),
            Map.entry("ORGANIZATION_NAME", Set.of("ORGANIZATION")),
            Map.entry("CORPORATION", Set.of("ORGANIZATION")),
            Map.entry("GPE", Set.of("LOCATION")),
            Map.entry("STREET_ADDRESS", Set.of("ADDRESS")),
            Map.entry("TIMESTAMP", Set.of("DATE_TIME")),
            Map.entry("HEALTH_CONDITION", Set.of("MEDICAL_DISEASE_DISORDER")),
            Map.entry("MEDICATION_NAME", Set.of("MEDICAL_MEDICATION")),
            Map.entry("PROCEDURE_NAME", Set.of("MEDICAL_THERAPEUTIC_PROCEDURE")),
            Map.entry("API_KEY", Set.of("GENERIC_SECRET", "OPENAI_API_KEY")),
            Map.entry("VEHICLE_IDENTIFICATION_NUMBER", Set.of("VIN")),
            Map.entry("IBAN", Set.of("IBAN_CODE")),
            Map.entry("CREDIT_CARD_NUMBER", Set.of("CREDIT_CARD")),
            Map.entry("SWIFT_BIC_CODE", Set.of("SWIFT_CODE")),
            Map.entry("NPI_NUMBER", Set.of("US_NPI")),
            Map.entry("DEA_NUMBER", Set.of("MEDICAL_LICENSE")),
            Map.entry("BANK_ROUTING_NUMBER", Set.of("ABA_ROUTING_NUMBER")),
            Map.entry("DOMAIN_NAME", Set.of("URL")));

    private EntityNames() {}

    static Set<String> ours(String theirs) {
        return OURS.getOrDefault(theirs, Set.of(theirs));
    }
}
