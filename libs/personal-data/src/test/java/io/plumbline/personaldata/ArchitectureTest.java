package io.plumbline.personaldata;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.plumbline.personaldata", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule knowsNoGuardrails = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.plumbline.guardrails..")
            .because("personal data is found and replaced the same way under every policy, and without one");

    @ArchTest
    static final ArchRule packagesFormNoCycles = slices().matching("io.plumbline.personaldata.(**)")
            .should()
            .beFreeOfCycles()
            .because("a recognizer must be readable without the redaction that uses it");

    @ArchTest
    static final ArchRule recognizersKnowNoRedaction = noClasses()
            .that()
            .resideInAnyPackage(
                    "..detect..", "..scan..", "..pii..", "..country..", "..secret..", "..names..", "..text..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..operator..", "..surrogate..", "..placeholder..", "..document..", "..redact..")
            .because("what is found does not depend on what is done about it");

    @ArchTest
    static final ArchRule isPlainJava = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "tools.jackson..", "org.slf4j..")
            .because("it runs wherever Java does, and it logs nothing");

    @ArchTest
    static final ArchRule usesNoBacktrackingExpressions = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.regex.Pattern")
            .because("no text may take more than linear time");
}
