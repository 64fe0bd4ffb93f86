package io.medseal.client.sharing;

import io.medseal.client.problems.InputException;
import io.medseal.client.records.RecordView;
import io.medseal.client.records.Records;
import io.medseal.client.records.SectionView;
import io.medseal.client.reports.ReportQuery;
import io.medseal.client.reports.Reports;
import io.medseal.ledger.ids.ReportId;

/** Understands {@code RECORD[/SECTION[/REPORT]]} as people type it. */
public final class Targets {
  private final Records records;
  private final Reports reports;

  public Targets(Records records, Reports reports) {
    this.records = records;
    this.reports = reports;
  }

  /**
   * What is meant: a record by its patient's name or the beginning of its id, a section by its name
   * or the beginning of its id, a report by the beginning of its id.
   *
   * @throws InputException if there is no such thing, or more than one
   */
  public Target find(String typed) {
    String[] parts = typed.strip().split("/", -1);
    if (parts.length > 3) {
      throw new InputException.BadValue("Write RECORD, RECORD/SECTION or RECORD/SECTION/REPORT.");
    }
    RecordView record = records.find(parts[0]);
    if (parts.length == 1) {
      return new Target.WholeRecord(record.id());
    }
    SectionView section = records.findSection(record, parts[1]);
    if (parts.length == 2) {
      return new Target.OneSection(record.id(), section.id());
    }
    ReportId report = reports.find(parts[2], ReportQuery.ofSection(section.id()));
    return new Target.OneReport(record.id(), section.id(), report);
  }
}
