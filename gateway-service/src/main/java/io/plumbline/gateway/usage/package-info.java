/// Usage by team, key, route, model and day.
@NullMarked
package io.plumbline.gateway.usage;

import org.jspecify.annotations.NullMarked;
