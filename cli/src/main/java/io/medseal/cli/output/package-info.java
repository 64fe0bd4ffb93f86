/** How answers look: tables, facts, sizes, times and short ids for people, JSON for programs. */
package io.medseal.cli.output;
