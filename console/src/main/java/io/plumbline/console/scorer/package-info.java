/// Custom scorers of eval-service.
@NullMarked
package io.plumbline.console.scorer;

import org.jspecify.annotations.NullMarked;
