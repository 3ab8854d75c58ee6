package io.plumbline.testkit;

import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.plumbline.kit.security.OpenToAll;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.security.ResourcePermissions;
import jakarta.persistence.Entity;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.RequestMapping;

/// The architecture rules of every service. Each service has one test that calls [#check].
public final class ArchitectureRules {

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

    private static List<ArchRule> rules(String root) {
        return List.of(
                slices().matching(root + ".(*)..")
                        .should()
                        .beFreeOfCycles()
                        .because("a capability that can be read alone can be changed alone"),
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
                        .should()
                        .callMethod(Instant.class, "now")
                        .orShould()
                        .callMethod(UUID.class, "randomUUID")
                        .orShould()
                        .callMethod(System.class, "currentTimeMillis")
                        .because("time and ids come from the injected Clock and UuidV7"),
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
}
