package io.plumbline.guardrails;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.plumbline.guardrails", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule packagesFormNoCycles = slices().matching("io.plumbline.guardrails.(**)")
            .should()
            .beFreeOfCycles()
            .because("a detector must be readable without the policies that use it");

    @ArchTest
    static final ArchRule detectorsKnowNoPolicy = noClasses()
            .that()
            .resideInAnyPackage(
                    "..injection..", "..spotlight..", "..content..", "..ngram..", "..output..", "..tool..", "..text..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..policy..", "io.plumbline.personaldata.redact..")
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
