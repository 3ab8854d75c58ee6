package io.plumbline.knowledge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.plumbline.knowledge", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule packagesFormNoCycles = slices().matching("io.plumbline.knowledge.(**)")
            .should()
            .beFreeOfCycles()
            .because("a document must be readable without the chunks that are cut from it");

    @ArchTest
    static final ArchRule onlyTheIndexKnowsLucene = noClasses()
            .that()
            .resideOutsideOfPackage("..index..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.lucene..")
            .because("a knowledge base can be searched in Postgres instead");

    @ArchTest
    static final ArchRule theIndexKnowsNoDocuments = noClasses()
            .that()
            .resideInAPackage("..index..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.plumbline.knowledge.document..", "io.plumbline.knowledge.chunk..")
            .because("how passages are found does not depend on how they were cut");

    @ArchTest
    static final ArchRule isPlainJava = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "tools.jackson..", "org.slf4j..")
            .because("it runs wherever Java does, and it logs nothing");
}
