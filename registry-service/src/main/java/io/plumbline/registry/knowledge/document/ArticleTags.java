package io.plumbline.registry.knowledge.document;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/// The tags of the articles of law that entity types fall under.
final class ArticleTags {

    private static final String PERSONAL = "gdpr:personal-data";
    private static final String SPECIAL = "gdpr:special-category";
    private static final String SENSITIVE = "ccpa:sensitive";

    /// GDPR, Article 9: health, and nationality, religion or political group.
    private static final Set<String> SPECIAL_CATEGORY = Set.of(
            "NRP",
            "MEDICAL_DISEASE_DISORDER",
            "MEDICAL_MEDICATION",
            "MEDICAL_THERAPEUTIC_PROCEDURE",
            "MEDICAL_LICENSE");

    /// CCPA, section 1798.140(ae): numbers of official documents and of accounts.
    private static final Set<String> SENSITIVE_NUMBERS = Set.of(
            "US_SSN", "US_PASSPORT", "US_DRIVER_LICENSE", "US_BANK_NUMBER", "CREDIT_CARD", "IBAN_CODE", "US_ITIN");

    /// Types that do not identify a person by themselves.
    private static final Set<String> NOT_PERSONAL = Set.of(
            "LOCATION",
            "ORGANIZATION",
            "DATE_TIME",
            "URL",
            "AMOUNT",
            "TITLE",
            "JOB_TITLE",
            "COURT_CASE_NUMBER",
            "INVOICE_NUMBER",
            "AGE");

    private ArticleTags() {}

    /// Returns the tags for entity types of personal data, sorted.
    static Set<String> of(Collection<String> entityTypes) {
        Set<String> tags = new TreeSet<>();
        for (String type : entityTypes) {
            if (SPECIAL_CATEGORY.contains(type)) {
                tags.add(SPECIAL);
                tags.add(SENSITIVE);
            }
            if (SENSITIVE_NUMBERS.contains(type)) {
                tags.add(SENSITIVE);
            }
            if (!NOT_PERSONAL.contains(type) && !SPECIAL_CATEGORY.contains(type)) {
                tags.add(PERSONAL);
            }
        }
        return tags;
    }
}
