/// Resources that belong to teams.
@NullMarked
package io.plumbline.probe.thing;

import org.jspecify.annotations.NullMarked;
