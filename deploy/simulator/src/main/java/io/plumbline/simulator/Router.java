package io.plumbline.simulator;

import io.plumbline.simulator.answer.Respondent;
import io.plumbline.simulator.anthropic.AnthropicSurface;
import io.plumbline.simulator.bedrock.BedrockSurface;
import io.plumbline.simulator.control.ControlSurface;
import io.plumbline.simulator.gemini.GeminiSurface;
import io.plumbline.simulator.http.ApiSurface;
import io.plumbline.simulator.http.ClientGoneException;
import io.plumbline.simulator.http.Credential;
import io.plumbline.simulator.http.Exchange;
import io.plumbline.simulator.http.Request;
import io.plumbline.simulator.http.RequestHandler;
import io.plumbline.simulator.http.RequestRefusal;
import io.plumbline.simulator.http.Response;
import io.plumbline.simulator.json.Json;
import io.plumbline.simulator.knowledge.Knowledge;
import io.plumbline.simulator.model.Models;
import io.plumbline.simulator.openai.OpenAiSurface;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/// Selects the surface of a request by its path, and reports errors in that surface's format.
final class Router implements RequestHandler {
    private static final Logger LOG = System.getLogger(Router.class.getName());

    private final ApiSurface openAi;
    private final ApiSurface anthropic;
    private final ApiSurface gemini;
    private final ApiSurface bedrock;
    private final ApiSurface control;
    private final @Nullable String apiKey;

    /// @param apiKey required by the model surfaces; null: any or none is accepted
    Router(@Nullable String apiKey, Clock clock) {
        Models models = new Models(clock);
        Respondent respondent = new Respondent(Knowledge.load());
        this.openAi = new OpenAiSurface(models, respondent, clock);
        this.anthropic = new AnthropicSurface(models, respondent);
        this.gemini = new GeminiSurface(models, respondent);
        this.bedrock = new BedrockSurface(models, respondent);
        this.control = new ControlSurface(models);
        this.apiKey = apiKey;
    }

    @Override
    public void handle(Request request, Exchange exchange) throws InterruptedException {
        if (request.path().equals("/health")) {
            exchange.send(Json.response(200, Json.newObject().put("status", "UP")));
            return;
        }
        ApiSurface surface = surfaceOf(request.path());
        try {
            if (!isControl(request.path())) {
                authenticate(request);
            }
            surface.handle(request, exchange);
        } catch (RequestRefusal refusal) {
            exchange.send(surface.error(refusal));
        } catch (ClientGoneException e) {
            throw e;
        } catch (RuntimeException e) {
            if (exchange.isAnswered()) {
                throw e;
            }
            LOG.log(Level.ERROR, "A request failed by a defect of the simulator", e);
            exchange.send(surface.error(RequestRefusal.of(500, "A defect of the simulator, see its log")));
        }
    }

    @Override
    public Response refuse(String path, RequestRefusal refusal) {
        return surfaceOf(path).error(refusal);
    }

    private ApiSurface surfaceOf(String path) {
        if (isControl(path)) {
            return control;
        }
        if (path.startsWith("/v1beta/")) {
            return gemini;
        }
        if (path.startsWith("/model/")) {
            return bedrock;
        }
        return path.startsWith("/v1/messages") ? anthropic : openAi;
    }

    private static boolean isControl(String path) {
        return path.equals("/control") || path.startsWith("/control/");
    }

    private void authenticate(Request request) {
        if (apiKey != null
                && Credential.of(request).filter(shown -> shown.is(apiKey)).isEmpty()) {
            throw RequestRefusal.of(401, "The API key is missing or wrong");
        }
    }
}
