/// Restraints on routes: what holds a route back for a time, on top of its document.
@NullMarked
package io.plumbline.gateway.route.restraint;

import org.jspecify.annotations.NullMarked;
