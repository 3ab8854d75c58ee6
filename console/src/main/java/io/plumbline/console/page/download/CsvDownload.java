package io.plumbline.console.page.download;

import io.plumbline.console.api.ApiClients;
import io.plumbline.console.api.RemoteService;
import io.plumbline.kit.problem.RequestProblem;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;

/// Passes a service's list on as a file of comma-separated values, without holding it in memory.
@Component
public final class CsvDownload {

    private static final MediaType CSV = MediaType.parseMediaType("text/csv;charset=UTF-8");

    private final ApiClients clients;

    CsvDownload(ApiClients clients) {
        this.clients = clients;
    }

    /// @param path of the list in the service's API
    /// @param parameters its filters, each once
    /// @param file the name under which the browser stores it
    public void send(
            RemoteService service,
            String path,
            MultiValueMap<String, String> parameters,
            String file,
            HttpServletResponse response) {
        clients.rest(service)
                .get()
                .uri(uri -> {
                    uri.path(path);
                    parameters.keySet().forEach(name -> uri.queryParam(name, "{" + name + "}"));
                    return uri.build(parameters.toSingleValueMap());
                })
                .accept(CSV)
                .exchange((_, answer) -> {
                    if (answer.getStatusCode().isError()) {
                        throw RequestProblem.INVALID_REQUEST.because(
                                "The service refused this selection. Correct the filters on the list, then export it again.");
                    }
                    response.setContentType(CSV.toString());
                    response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + file + "\"");
                    answer.getBody().transferTo(response.getOutputStream());
                    return file;
                });
    }
}
