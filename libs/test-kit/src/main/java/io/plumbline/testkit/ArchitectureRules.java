package io.plumbline.testkit;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.plumbline.kit.database.Worker;
import io.plumbline.kit.problem.ProblemType;
import io.plumbline.kit.security.OpenToAll;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.security.ResourcePermissions;
import io.plumbline.kit.tenancy.Tenancy;
import jakarta.persistence.Entity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.RequestMapping;

/// The architecture rules of every module. Each module has one test that calls [#check].
public final class ArchitectureRules {

    private static final String PRODUCT = "io.plumbline.";

    /// The modules that the classes of a module may use, by the name of the module's root package. A module that
    /// is not listed uses no other.
    private static final Map<String, Set<String>> USES = Map.ofEntries(
            entry("configuration", Set.of("audit")),
            entry("clients", Set.of("configuration")),
            entry("kit", Set.of("audit", "clients", "configuration")),
            entry("web", Set.of("kit")),
            entry("personaldata", Set.of("embeddings")),
            entry("guardrails", Set.of("embeddings", "personaldata")),
            entry("knowledge", Set.of("embeddings")),
            entry("testkit", Set.of("clients", "kit", "testpostgres")),
            entry("governance", service("guardrails", "personaldata", "web")),
            entry("registry", service("embeddings", "guardrails", "knowledge", "personaldata")),
            entry("gateway", service("embeddings", "guardrails", "personaldata")),
            entry("eval", service("embeddings", "guardrails", "personaldata")),
            entry("monitoring", service("embeddings", "guardrails", "personaldata", "web")),
            entry("console", Set.of("clients", "kit", "web")),
            entry("standalone", Set.of("audit", "configuration", "kit")),
            entry(
                    "bench",
                    Set.of(
                            "audit",
                            "embeddings",
                            "eval",
                            "guardrails",
                            "knowledge",
                            "monitoring",
                            "personaldata",
                            "standalone")),
            entry("images", Set.of("audit", "standalone")));

    /// Where `JdbcTemplate` is used, and why [JdbcClient] does not do.
    private static final String[] ON_JDBC_TEMPLATE = {
        "io.plumbline.registry.dataset.." // inserts the records of a dataset in batches
    };

    /// Where an id is random, and why [io.plumbline.audit.UuidV7] does not do.
    private static final String[] WITH_RANDOM_IDS = {
        "io.plumbline.audit.payload..", // the id of a subject's key does not tell when the subject first appeared
        "io.plumbline.testkit..", // fakes have no context that injects
        "io.plumbline.testpostgres.." // likewise
    };

    private ArchitectureRules() {}

    /// Checks the classes of a package and its subpackages, without tests.
    ///
    /// @param root such as `io.plumbline.registry`
    public static void check(String root) {
        var classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(root);
        for (ArchRule rule : rules(root)) {
            rule.allowEmptyShould(true).check(classes);
        }
        ProblemPages.check(classes);
    }

    private static Set<String> service(String... others) {
        return Stream.concat(Stream.of("audit", "clients", "configuration", "kit"), Stream.of(others))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static List<ArchRule> rules(String root) {
        return List.of(
                slices().assignedFrom(new Packages())
                        .should()
                        .beFreeOfCycles()
                        .because("a capability that can be read alone can be changed alone"),
                noClasses()
                        .should()
                        .dependOnClassesThat(areOfAnotherModule(root))
                        .because("a module uses the modules that ArchitectureRules lists for it"),
                classes().that(areTopLevel()).should(beInANullMarkedPackage()).because("absence is said in the type"),
                noClasses()
                        .should()
                        .haveSimpleNameEndingWith("Impl")
                        .orShould()
                        .haveNameMatching(".*(Util|Utils|Helper|Manager)")
                        .orShould()
                        .haveNameMatching(".*\\.Base[A-Z][A-Za-z]*")
                        .because("such a name does not say what the class is for"),
                noClasses()
                        .should()
                        .resideInAnyPackage(
                                "..common..", "..util..", "..utils..", "..misc..", "..impl..", "..dto..", "..mapper..")
                        .because("packages are named after what the business calls the thing"),
                classes()
                        .that()
                        .areMetaAnnotatedWith(Controller.class)
                        .should()
                        .notBePublic()
                        .because("nobody but Spring calls a controller"),
                noClasses()
                        .that()
                        .areMetaAnnotatedWith(Controller.class)
                        .should()
                        .dependOnClassesThat()
                        .areAssignableTo(JdbcClient.class)
                        .orShould()
                        .beAnnotatedWith(Transactional.class)
                        .because("a controller translates; what it calls decides and stores"),
                noClasses()
                        .that()
                        .areMetaAnnotatedWith(Controller.class)
                        .should()
                        .callMethodWhere(target(name("asWorker")).and(target(owner(type(Tenancy.class)))))
                        .orShould()
                        .dependOnClassesThat(takeWhatTheWorkerRoleUses())
                        .because("row-level security isolates the teams only if a request is under it"),
                noClasses()
                        .that()
                        .resideOutsideOfPackages(ON_JDBC_TEMPLATE)
                        .should()
                        .dependOnClassesThat()
                        .areAssignableTo("org.springframework.jdbc.core.JdbcOperations")
                        .orShould()
                        .dependOnClassesThat()
                        .areAssignableTo("org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations")
                        .because("JdbcClient is one way to say the same"),
                GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION.because(
                        "a constructor lists what a class depends on"),
                classes()
                        .that()
                        .areAnnotatedWith(ConfigurationProperties.class)
                        .should()
                        .haveSimpleNameEndingWith("Properties")
                        .andShould()
                        .beRecords()
                        .because("settings are found by their name, and do not change"),
                classes()
                        .that()
                        .areEnums()
                        .and()
                        .implement(ProblemType.class)
                        .should()
                        .haveSimpleNameEndingWith("Problem")
                        .because("problem types are found by their name"),
                methods()
                        .that()
                        .areMetaAnnotatedWith(RequestMapping.class)
                        .should(declareTheirPermission())
                        .because("everything is closed unless it says for whom it is open"),
                classes()
                        .that()
                        .areMetaAnnotatedWith(Controller.class)
                        .should(namePermissionsOfInheritedHandlers())
                        .because("an inherited handler says what it does, and the controller for whom it is open"),
                methods()
                        .that()
                        .areMetaAnnotatedWith(RequestMapping.class)
                        .should(keepEntitiesInside())
                        .because("what is stored and what is answered change for different reasons"),
                noClasses()
                        .that()
                        .resideOutsideOfPackage("io.plumbline.testkit..")
                        .should()
                        .callMethod(Instant.class, "now")
                        .orShould()
                        .callMethod(System.class, "currentTimeMillis")
                        .because("time comes from the injected Clock"),
                noClasses()
                        .that()
                        .resideOutsideOfPackages(WITH_RANDOM_IDS)
                        .should()
                        .callMethod(UUID.class, "randomUUID")
                        .because("ids come from the injected UuidV7"),
                noClasses()
                        .should()
                        .dependOnClassesThat()
                        .haveFullyQualifiedName("org.springframework.beans.factory.annotation.Value")
                        .orShould()
                        .dependOnClassesThat()
                        .resideInAPackage("lombok..")
                        .because("configuration is a validated record, and code is there to be read"));
    }

    private static DescribedPredicate<JavaClass> areTopLevel() {
        return DescribedPredicate.describe(
                "are top level",
                type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"));
    }

    private static DescribedPredicate<JavaClass> areOfAnotherModule(String root) {
        String own = moduleOf(root + ".");
        Set<String> uses = USES.getOrDefault(own, Set.of());
        return DescribedPredicate.describe("are of a module other than " + uses, type -> {
            String module = moduleOf(type.getName());
            return !module.isEmpty() && !module.equals(own) && !uses.contains(module);
        });
    }

    /// Returns the name of a module's root package below [#PRODUCT]; empty for a class of another product.
    private static String moduleOf(String name) {
        if (!name.startsWith(PRODUCT)) {
            return "";
        }
        String rest = name.substring(PRODUCT.length());
        return rest.substring(0, Math.max(0, rest.indexOf('.')));
    }

    private static DescribedPredicate<JavaClass> takeWhatTheWorkerRoleUses() {
        return DescribedPredicate.describe(
                "take what the worker role uses",
                type -> type.getConstructors().stream()
                        .flatMap(constructor -> constructor.getParameters().stream())
                        .anyMatch(parameter -> parameter.isAnnotatedWith(Worker.class)));
    }

    private static ArchCondition<JavaClass> beInANullMarkedPackage() {
        return be(DescribedPredicate.describe(
                "in a @NullMarked package", type -> type.getPackage().isAnnotatedWith(NullMarked.class)));
    }

    private static ArchCondition<JavaMethod> declareTheirPermission() {
        return new ArchCondition<>("declare a permission or be open to all") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                long declared = Stream.of(RequiresPermission.class, OpenToAll.class, ResourcePermissions.Access.class)
                        .filter(method::isAnnotatedWith)
                        .count();
                events.add(new SimpleConditionEvent(method, declared == 1, method.getFullName()));
            }
        };
    }

    private static ArchCondition<JavaClass> namePermissionsOfInheritedHandlers() {
        return new ArchCondition<>("name the permissions of the handlers that they inherit") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean inherits = type.getAllMethods().stream()
                        .anyMatch(method -> method.isAnnotatedWith(ResourcePermissions.Access.class));
                boolean named = !inherits || type.isAnnotatedWith(ResourcePermissions.class);
                events.add(new SimpleConditionEvent(type, named, type.getName()));
            }
        };
    }

    private static ArchCondition<JavaMethod> keepEntitiesInside() {
        return new ArchCondition<>("have no entity in their signature") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean exposes =
                        method.getAllInvolvedRawTypes().stream().anyMatch(type -> type.isAnnotatedWith(Entity.class));
                events.add(new SimpleConditionEvent(method, !exposes, method.getFullName()));
            }
        };
    }

    /// Each package is one slice, the root package included.
    private static final class Packages implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }
}
