/// Incidents: list, page with the evidence, reports and transitions.
@NullMarked
package io.plumbline.console.incident;

import org.jspecify.annotations.NullMarked;
