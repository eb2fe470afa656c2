#include "output/change_json.h"

#include "base/date.h"
#include "output/mention_json.h"

namespace tradewire::output {

std::string to_json(const store::Change& change) {
  base::JsonWriter writer;
  writer.begin_object().key("schema").string("tradewire.change/1").key("event").string(change.event);
  writer.key("what").string(store::to_string(change.what)).member("from", change.from).member("to", change.to);
  writer.key("at").string(base::to_rfc3339(change.at));
  if (change.mention) {
    writer.key("mention");
    write(writer, *change.mention);
  }
  writer.end_object();
  return writer.take();
}

}  // namespace tradewire::output
