import { TextField, TickField } from '../../form/field';
import { useForm } from '../../form/form-state';
import { valueAt } from '../../form/pointer';
import { useSpeech } from '../../words/language';

export function UsFields() {
  const { apply } = useSpeech().words;
  return (
    <>
      <TextField
        pointer="/usSupplement/scac"
        label={apply.scac}
        hint={apply.scacHint}
        width={6}
        maxLength={4}
      />
      <TextField pointer="/usSupplement/usdot" label={apply.usdot} hint={apply.usdotHint} width={10} />
      <TextField
        pointer="/usSupplement/mcNumber"
        label={apply.mcNumber}
        hint={apply.mcNumberHint}
        width={12}
        optional
      />
      <TextField pointer="/usSupplement/ein" label={apply.ein} hint={apply.einHint} width={12} optional />
    </>
  );
}

export function CanadianFields() {
  const { apply } = useSpeech().words;
  const { document } = useForm();
  const at = '/canadianSupplement';
  return (
    <>
      <TextField
        pointer={`${at}/canadianCarrierCode`}
        label={apply.canadianCarrierCode}
        hint={apply.canadianCarrierCodeHint}
        width={6}
      />
      <TextField pointer={`${at}/bn15`} label={apply.bn15} hint={apply.bn15Hint} width={18} />
      <TickField pointer={`${at}/carmRegistered`} label={apply.carmRegistered} hint={apply.carmHint} />
      {valueAt(document, `${at}/carmRegistered`) === true && (
        <TextField pointer={`${at}/carmRegisteredOn`} label={apply.carmRegisteredOn} type="date" width={12} />
      )}
      <TextField pointer={`${at}/crossBorderTrips12Months`} label={apply.trips12} type="number" width={6} />
      <TextField pointer={`${at}/crossBorderTrips90Days`} label={apply.trips90} type="number" width={6} />
    </>
  );
}
