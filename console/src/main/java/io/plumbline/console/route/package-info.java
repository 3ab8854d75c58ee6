/// Routes: list, route page, editing with a preview, break-glass.
@NullMarked
package io.plumbline.console.route;

import org.jspecify.annotations.NullMarked;
