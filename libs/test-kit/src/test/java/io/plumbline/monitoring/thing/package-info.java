/// Things that belong to teams.
@NullMarked
package io.plumbline.monitoring.thing;

import org.jspecify.annotations.NullMarked;
