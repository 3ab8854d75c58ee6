/// Incidents: what went wrong, with its evidence, until somebody has closed it.
@NullMarked
package io.plumbline.governance.incident;

import org.jspecify.annotations.NullMarked;
