"""What the owner writes in `config/`, read and checked: every mistake becomes a `Fault` with file, line and column.

home          which folder is meant                      snapshot      all of it, one consistent set

composer      YAML -> nodes with marks                   document      a file, read
complaints    what YAML complains of, in plain words     wording       quotations, "did you mean …?"
schema        values -> checked models -> faults         schema_json   JSON Schema, for editors
gathering     the faults of several files                schema_files  config/.schema/, with this home's names
codes         languages, countries, time zones           vocabulary    what a profile may name

runtime       monitor.yaml                               sources       sources.yaml
channels      channels.yaml                              secrets       from the environment or a file
profiles      profiles/*.yaml                            profile_file  their shape
own           actors.yaml, topics.yaml                   catalogue     the shipped catalogue, with the own
opml          subscriptions of feed readers              subscribe     OPML into sources.yaml
"""
