package io.plumbline.eval.suite;

import io.plumbline.eval.agent.MockedTools;
import io.plumbline.eval.sibling.KnowledgePassages;
import io.plumbline.eval.sibling.SiblingServices;
import io.plumbline.eval.suite.document.AgentRule;
import io.plumbline.eval.suite.document.MessageText;
import io.plumbline.eval.suite.document.RecordFields;
import io.plumbline.eval.suite.document.RetrievalRule;
import io.plumbline.eval.suite.document.SuiteDocument;
import io.plumbline.eval.suite.document.ToolMock;
import io.plumbline.eval.toolcall.ToolSchema;
import io.plumbline.kit.problem.ProblemException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Refuses tools, mocks, simulated users and knowledge bases that a suite could not use.
@Component
class AgentCheck {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int LARGEST = 200_000;
    private static final String REFERENCES = "references";
    private static final String REGISTRY = "registry:";

    private final SiblingServices siblings;
    private final KnowledgePassages knowledge;

    AgentCheck(SiblingServices siblings, KnowledgePassages knowledge) {
        this.siblings = siblings;
        this.knowledge = knowledge;
    }

    /// Checks what the document alone shows.
    static void check(SuiteDocument document, ProblemException problem) {
        checkTools(document.toolsOrNone(), problem);
        AgentRule agent = document.agent();
        if (agent == null) {
            return;
        }
        if (JSON.writeValueAsString(agent).length() > LARGEST) {
            problem.at("/agent", "must have at most " + LARGEST + " characters");
        }
        List<ToolMock> mocks = agent.mocksOrNone();
        for (int i = 0; i < mocks.size(); i++) {
            checkMock(mocks.get(i), "/agent/mocks/" + i, problem);
        }
        AgentRule.SimulatedUser user = agent.user();
        if (user != null
                && texts(user).anyMatch(text -> MessageText.fields(text).contains(REFERENCES))) {
            problem.at("/agent/user", "must not give the references away");
        }
    }

    private static void checkTools(List<Map<String, Object>> tools, ProblemException problem) {
        if (JSON.writeValueAsString(tools).length() > LARGEST) {
            problem.at("/tools", "must have at most " + LARGEST + " characters");
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < tools.size(); i++) {
            Map<String, Object> tool = tools.get(i);
            String name = ToolSchema.of(JSON.valueToTree(tool)).name();
            if (!"function".equals(tool.get("type")) || !name.matches(ToolMock.NAME)) {
                problem.at(
                        "/tools/" + i,
                        "must be {\"type\": \"function\", \"function\": {\"name\", \"description\", \"parameters\"}}");
            } else if (!names.add(name)) {
                problem.at("/tools/" + i + "/function/name", "is a duplicate");
            }
        }
    }

    private static void checkMock(ToolMock mock, String pointer, ProblemException problem) {
        try {
            MockedTools.check(mock);
        } catch (IllegalArgumentException e) {
            problem.at(pointer, "must have JSON pointers, such as /orders/{{id}}, in when, read and set");
        }
        if (Stream.of(mock.result(), mock.read(), mock.error())
                        .filter(result -> result != null)
                        .count()
                > 1) {
            problem.at(pointer, "must have only one of result, read and error");
        }
    }

    /// Checks that the model of a simulated user and the knowledge base exist in the team.
    void checkReferences(String team, SuiteDocument document, ProblemException problem) {
        AgentRule agent = document.agent();
        AgentRule.SimulatedUser user = agent == null ? null : agent.user();
        if (user != null && !exists(team, user.model())) {
            problem.at("/agent/user/model", "no such model version or route in this team");
        }
        RetrievalRule retrieval = document.retrieval();
        if (retrieval != null && !knowledge.exists(team, retrieval.knowledgeBase())) {
            problem.at("/retrieval/knowledgeBase", "no such knowledge base in this team");
        }
    }

    private boolean exists(String team, String model) {
        return model.startsWith(REGISTRY)
                ? siblings.model(team, model.substring(REGISTRY.length())).isPresent()
                : siblings.route(team, model).isPresent();
    }

    /// Checks that records have the fields in the texts of a simulated user.
    ///
    /// @param fields null if unknown
    static void checkFields(SuiteDocument document, @Nullable RecordFields fields, ProblemException problem) {
        AgentRule agent = document.agent();
        AgentRule.SimulatedUser user = agent == null ? null : agent.user();
        if (user == null || fields == null) {
            return;
        }
        texts(user)
                .flatMap(text -> MessageText.fields(text).stream())
                .filter(name -> !fields.has(name))
                .distinct()
                .forEach(name -> problem.at("/agent/user", fields.unknown(name)));
    }

    private static Stream<String> texts(AgentRule.SimulatedUser user) {
        return Stream.of(user.persona(), user.goal(), user.stopWhen())
                .filter(text -> text != null)
                .map(String::valueOf);
    }
}
